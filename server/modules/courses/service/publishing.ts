import { ArticleDocument } from '../../../../contracts/articles.ts';
import { CourseChanges, type CourseVersion } from '../../../../contracts/courses.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { notFound } from '../../../errors.ts';
import { encodeCursor, takePage } from '../../../http/cursor.ts';
import { articleText } from '../domain/article-text.ts';
import { compareCourses, hasChanges } from '../domain/changes.ts';
import { courseHash } from '../domain/snapshot.ts';
import { compareTexts } from '../domain/text-parts.ts';
import { coursePublished } from '../events.ts';
import {
  type ReadRow,
  selectOptionalDraftLesson,
  selectOptionalPublishedLesson,
} from '../repo/reading.ts';
import { listVersions, updatePublished } from '../repo/versions.ts';
import { type Author, lockRevision, selectCourse } from './access.ts';
import { NumberKey, readCursor } from './cursors.ts';
import { readDraft } from './draft.ts';
import { publishDraft } from './publish.ts';
import { snapshotDraft, snapshotLatest } from './snapshots.ts';

/** All words of a lesson that its author wrote. */
function lessonText(row: ReadRow | undefined): string {
  if (!row) return '';
  const text = row.content === null ? '' : articleText(ArticleDocument.parse(row.content));
  return [row.title, row.summary, ...row.objectives, text].filter((one) => one !== '').join('\n');
}

/** From draft to learners. */
export function createPublishingService({ database, queue }: Pick<Deps, 'database' | 'queue'>) {
  const keyOf = ({ organizationId }: Author, courseId: string) => ({ organizationId, courseId });

  async function compare(trx: TenantTransaction, author: Author, courseId: string) {
    const course = await selectCourse(trx, author, courseId);
    const key = keyOf(author, courseId);
    const { snapshot, problems } = await snapshotDraft(trx, key, course);
    const latest = await snapshotLatest(trx, key);
    const changes = compareCourses(latest?.snapshot ?? null, snapshot);
    return {
      publishedVersion: latest?.number ?? null,
      hasChanges: course.published_version === null || hasChanges(changes),
      changes,
      problems: problems.slice(0, 500),
      digest: courseHash(snapshot),
      revision: course.revision,
    };
  }

  return {
    changes: (author: Author, courseId: string) =>
      withTenant(database, author, (trx) => compare(trx, author, courseId)),

    lessonChange: (author: Author, courseId: string, lessonId: string) =>
      withTenant(database, author, async (trx) => {
        const key = { ...keyOf(author, courseId), lessonId };
        const published = await selectOptionalPublishedLesson(trx, key);
        const draft = await selectOptionalDraftLesson(trx, key);
        if (!published && !draft) throw notFound('lesson');
        const [before, after] = [lessonText(published), lessonText(draft)];
        return { before, after, parts: compareTexts(before, after) };
      }),

    publish: (
      author: Author,
      courseId: string,
      ifMatch: number | null,
      { note, digest }: { note: string; digest?: string | undefined },
    ) =>
      withTenant(database, author, async (trx) => {
        const course = await lockRevision(trx, author, courseId, ifMatch);
        const published = await publishDraft(trx, keyOf(author, courseId), course, {
          note,
          digest: digest ?? null,
          publishedBy: author.userId,
        });
        // One run for a course waits at most; it reads the version that is published by then.
        await queue.enqueue(trx, coursePublished, keyOf(author, courseId), { key: courseId });
        return { ...published, course: await readDraft(trx, author, courseId) };
      }),

    unpublish: (author: Author, courseId: string, ifMatch: number | null) =>
      withTenant(database, author, async (trx) => {
        await lockRevision(trx, author, courseId, ifMatch);
        await updatePublished(trx, keyOf(author, courseId), { version: null, settled: false });
        return readDraft(trx, author, courseId);
      }),

    versions(
      author: Author,
      courseId: string,
      { cursor, limit }: { cursor?: string | undefined; limit: number },
    ) {
      const before = readCursor(cursor, NumberKey);
      return withTenant(database, author, async (trx) => {
        const course = await selectCourse(trx, author, courseId);
        const rows = await listVersions(trx, keyOf(author, courseId), {
          before: before?.number ?? null,
          limit: limit + 1,
        });
        return takePage(
          rows,
          limit,
          (row): CourseVersion => ({
            number: row.number,
            title: row.title,
            note: row.note,
            publishedAt: row.published_at.toISOString(),
            publishedByName: row.published_by_name ?? '',
            lessonCount: row.lesson_count,
            minutes: row.minutes,
            isCurrent: row.number === course.published_version,
            changes: CourseChanges.parse(row.changes),
          }),
          (row) => encodeCursor({ number: row.number }),
        );
      });
    },
  };
}

export type PublishingService = ReturnType<typeof createPublishingService>;
