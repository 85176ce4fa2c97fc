import { ArticleDocument } from '../../../../contracts/articles.ts';
import { LessonNotReady, type PublishProblem } from '../../../../contracts/courses.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { isEmptyArticle } from '../domain/article-text.ts';
import { publishProblems } from '../domain/problems.ts';
import {
  type CourseSnapshot,
  lessonsOf,
  type SnapshotLesson,
  type SnapshotResource,
} from '../domain/snapshot.ts';
import type { CourseRow } from '../repo/courses.ts';
import { listResources } from '../repo/resources.ts';
import * as repo from '../repo/snapshots.ts';
import { listModules } from '../repo/tree.ts';
import { StoredResources, snapshotResource } from './resources.ts';

type Key = { organizationId: string; courseId: string };

/** An article without a word has no more JSON than a few empty blocks. */
const MAYBE_EMPTY_BYTES = 20_000;

function snapshotLesson(
  row: repo.SnapshotRow,
  resources: readonly SnapshotResource[],
): SnapshotLesson {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    summary: row.summary,
    contentDigest: row.content_digest,
    objectives: row.objectives,
    minutes: row.minutes,
    itemIds: row.item_ids,
    resources,
    isFree: row.is_free,
    isRequired: row.is_required,
  };
}

export type Draft = { snapshot: CourseSnapshot; problems: PublishProblem[] };

/** The draft as learners would read it, and what keeps it from being published; six statements. */
export async function snapshotDraft(
  trx: TenantTransaction,
  key: Key,
  course: CourseRow,
): Promise<Draft> {
  const rows = await repo.listDraftLessons(trx, key);
  const resources = Map.groupBy(
    await listResources(
      trx,
      key.organizationId,
      rows.map(({ id }) => id),
    ),
    (row) => row.lesson_id,
  );
  const lessons = Map.groupBy(rows, (row) => row.module_id);
  const modules = (await listModules(trx, key)).map((module) => ({
    ...module,
    lessons: (lessons.get(module.id) ?? []).map((row) =>
      snapshotLesson(row, (resources.get(row.id) ?? []).map(snapshotResource)),
    ),
  }));
  const sum = rows.reduce((total, { minutes }) => total + minutes, 0);
  const snapshot: CourseSnapshot = {
    title: course.title,
    description: course.description,
    difficulty: course.difficulty,
    minutes: course.estimated_minutes ?? Math.max(1, sum),
    language: course.language,
    category: course.category,
    tags: course.tags,
    objectives: course.objectives,
    thumbnailFileId: course.thumbnail_file_id,
    requiredPercent: course.required_percent,
    hasCertificate: course.has_certificate,
    modules,
  };
  const itemIds = lessonsOf(snapshot).flatMap((lesson) => [...lesson.itemIds]);
  const short = await repo.listShortContents(trx, key, MAYBE_EMPTY_BYTES);
  const problems = publishProblems(snapshot, {
    notReady: new Map(
      rows.flatMap((row) =>
        row.not_ready === null ? [] : [[row.id, LessonNotReady.parse(row.not_ready)]],
      ),
    ),
    emptyArticles: new Set(
      short
        .filter(({ content }) => isEmptyArticle(ArticleDocument.parse(content)))
        .map(({ id }) => id),
    ),
    approved: new Set(await repo.listApprovedIds(trx, key.organizationId, itemIds)),
  });
  return { snapshot, problems };
}

export type Version = { number: number; hash: string; snapshot: CourseSnapshot };

/** The newest version, also where it was taken back; null before the first publication. */
export async function snapshotLatest(trx: TenantTransaction, key: Key): Promise<Version | null> {
  const row = await repo.selectOptionalLatestVersion(trx, key);
  if (!row) return null;
  const lessons = await repo.listVersionLessons(trx, { ...key, version: row.number });
  const modules = [...Map.groupBy(lessons, (lesson) => lesson.module_id)].map(([id, group]) => ({
    id,
    title: group[0]?.module_title ?? '',
    description: group[0]?.module_description ?? '',
    lessons: group.map((one) => snapshotLesson(one, StoredResources.parse(one.resources))),
  }));
  return {
    number: row.number,
    hash: row.content_hash,
    snapshot: {
      title: row.title,
      description: row.description,
      difficulty: row.difficulty,
      minutes: row.minutes,
      language: row.language,
      category: row.category,
      tags: row.tags,
      objectives: row.objectives,
      thumbnailFileId: row.thumbnail_file_id,
      requiredPercent: row.required_percent,
      hasCertificate: row.has_certificate,
      modules,
    },
  };
}
