import type { ArticleDocument } from '../../../../contracts/articles.ts';
import type {
  CourseDifficulty,
  CourseEnrolment,
  LessonKind,
  LessonNotReady,
} from '../../../../contracts/courses.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { searchConfigFor } from '../../library/index.ts';
import { EMPTY_ARTICLE, readArticle } from '../domain/article-schema.ts';
import { articleText, countWords, embeddedItemIds } from '../domain/article-text.ts';
import { reckonMinutes } from '../domain/minutes.ts';
import { insertCourseRow, selectOptionalCourse, touchDraft } from '../repo/courses.ts';
import { insertItemRows, insertLessonRows, insertModuleRows } from '../repo/insert.ts';
import { listUsableItems, type UsedItem } from '../repo/items.ts';
import { updateReadiness } from '../repo/lessons.ts';
import { selectLesson } from './access.ts';
import { notReadyAtFirst } from './placement.ts';
import { type Published, publishDraft } from './publish.ts';

type Key = { organizationId: string; courseId: string };

export type CourseInput = {
  id?: string;
  organizationId: string;
  ownerId: string;
  title: string;
  description?: string;
  difficulty?: CourseDifficulty;
  language?: string;
  category?: string | null;
  tags?: string[];
  objectives?: string[];
  thumbnailFileId?: string | null;
  isFeatured?: boolean;
  maxStudents?: number | null;
  enrolment?: CourseEnrolment;
  requiredPercent?: number;
  hasCertificate?: boolean;
};

/** Makes the row of a course; answers its id. For other modules, in their own transaction. */
export async function insertCourse(trx: TenantTransaction, input: CourseInput): Promise<string> {
  const courseId = input.id ?? newId();
  const language = input.language ?? 'und';
  await insertCourseRow(
    trx,
    { organizationId: input.organizationId, courseId },
    {
      owner_id: input.ownerId,
      title: input.title,
      description: input.description ?? '',
      difficulty: input.difficulty ?? 'beginner',
      language,
      search_config: searchConfigFor(language),
      category: input.category ?? null,
      tags: input.tags ?? [],
      objectives: input.objectives ?? [],
      thumbnail_file_id: input.thumbnailFileId ?? null,
      is_featured: input.isFeatured ?? false,
      max_students: input.maxStudents ?? null,
      enrolment: input.enrolment ?? 'open',
      required_percent: input.requiredPercent ?? 100,
      has_certificate: input.hasCertificate ?? false,
    },
  );
  return courseId;
}

export type LessonInput = {
  id?: string;
  kind: LessonKind;
  title: string;
  summary?: string;
  objectives?: readonly string[];
  estimatedMinutes?: number | null;
  isFree?: boolean;
  isRequired?: boolean;
  /** Of an article. */
  document?: ArticleDocument;
  /** Of a path, in order. */
  itemIds?: readonly string[];
  /** Of a video or an assessment that is there already: null. */
  notReady?: LessonNotReady | null;
};

export type ModuleInput = {
  id?: string;
  title: string;
  description?: string;
  lessons: readonly LessonInput[];
};

export type InsertedModule = { id: string; lessons: { id: string; kind: LessonKind }[] };

function checkedDocument(lesson: LessonInput): ArticleDocument | null {
  if (lesson.kind !== 'article') return null;
  const read = readArticle(lesson.document ?? EMPTY_ARTICLE);
  if ('document' in read) return read.document;
  throw new AppError(
    'invalid_request',
    `The article "${lesson.title}" has what an article cannot have. Nothing was made.`,
    read.faults,
  );
}

/**
 * Fills an empty course with modules and lessons: one statement a table, whatever their number.
 * Ids come back in the order of the input.
 *
 * @throws AppError `invalid_request` for an article outside the schema or an item that is not there.
 */
export async function insertModules(
  trx: TenantTransaction,
  key: Key,
  modules: readonly ModuleInput[],
): Promise<InsertedModule[]> {
  const prepared = modules.map((module) => ({
    ...module,
    id: module.id ?? newId(),
    lessons: module.lessons.map((lesson) => {
      const document = checkedDocument(lesson);
      const itemIds = document ? embeddedItemIds(document) : [...new Set(lesson.itemIds ?? [])];
      return { ...lesson, id: lesson.id ?? newId(), document, itemIds };
    }),
  }));
  const lessons = prepared.flatMap((module) => module.lessons);
  const items = new Map<string, UsedItem>();
  const wanted = [...new Set(lessons.flatMap(({ itemIds }) => itemIds))];
  for (const item of await listUsableItems(trx, key.organizationId, wanted))
    items.set(item.item_id, item);
  const missing = wanted.find((id) => !items.has(id));
  if (missing !== undefined) {
    throw new AppError(
      'invalid_request',
      `There is no nugget, flashcard or question ${missing}. Nothing was made.`,
    );
  }
  await insertModuleRows(
    trx,
    key,
    prepared.map(({ id, title, description }, index) => ({
      id,
      position: index + 1,
      title,
      description: description ?? '',
    })),
  );
  await insertLessonRows(
    trx,
    key,
    prepared.flatMap((module) =>
      module.lessons.map((lesson, index) => ({
        id: lesson.id,
        moduleId: module.id,
        position: index + 1,
        kind: lesson.kind,
        title: lesson.title,
        summary: lesson.summary ?? '',
        objectives: lesson.objectives ?? [],
        estimatedMinutes: lesson.estimatedMinutes ?? null,
        reckonedMinutes: reckonMinutes(
          lesson.document ? countWords(articleText(lesson.document)) : 0,
          lesson.itemIds.flatMap((id) => items.get(id) ?? []),
        ),
        isFree: lesson.isFree ?? false,
        isRequired: lesson.isRequired ?? true,
        notReady: lesson.notReady === undefined ? notReadyAtFirst(lesson.kind) : lesson.notReady,
        content: lesson.document,
      })),
    ),
  );
  await insertItemRows(
    trx,
    key.organizationId,
    lessons.flatMap((lesson) =>
      lesson.itemIds.flatMap((itemId, index) => {
        const item = items.get(itemId);
        return item ? [{ lessonId: lesson.id, itemId, type: item.type, position: index + 1 }] : [];
      }),
    ),
  );
  return prepared.map(({ id, lessons: made }) => ({
    id,
    lessons: made.map((lesson) => ({ id: lesson.id, kind: lesson.kind })),
  }));
}

/**
 * Publishes a course for another module, in its transaction. Tells nobody: it is for courses that
 * nobody takes yet.
 *
 * @throws AppError `not_found`, `course_not_ready`.
 */
export async function publishCourse(
  trx: TenantTransaction,
  key: Key & { publishedBy: string; note?: string },
): Promise<Published> {
  const { publishedBy, note = '', organizationId, courseId } = key;
  const course = await selectOptionalCourse(trx, { organizationId, courseId }, { lock: true });
  if (!course) throw notFound('course');
  return publishDraft(trx, { organizationId, courseId }, course, {
    note,
    digest: null,
    publishedBy,
  });
}

/**
 * Says whether a lesson can be published, for the module that serves its kind: a code of
 * `LessonNotReady`, or null where it can; and, where it is known, how long the lesson takes.
 *
 * @throws AppError `not_found`.
 */
export async function setLessonReadiness(
  trx: TenantTransaction,
  {
    organizationId,
    lessonId,
    notReady,
    minutes,
  }: {
    organizationId: string;
    lessonId: string;
    notReady: LessonNotReady | null;
    /** Whole minutes, 1 to 10,000. */
    minutes?: number;
  },
): Promise<void> {
  const lesson = await selectLesson(trx, { organizationId }, lessonId);
  const same =
    lesson.not_ready === notReady &&
    (minutes ?? lesson.reckoned_minutes) === lesson.reckoned_minutes;
  if (same) return;
  // First the course, as everywhere: two transactions that lock both in another order would wait
  // for each other.
  await touchDraft(trx, { organizationId, courseId: lesson.course_id });
  await updateReadiness(trx, { organizationId, lessonId }, { notReady, minutes });
}
