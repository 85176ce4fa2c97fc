import {
  type CourseDraft,
  type LessonKind,
  type LessonNotReady,
  MAX_LESSONS,
  MAX_MODULES,
} from '../../../../contracts/courses.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { EMPTY_ARTICLE } from '../domain/article-schema.ts';
import { placed } from '../domain/order.ts';
import { updateCourseRow } from '../repo/courses.ts';
import { insertLessonRows, insertModuleRows } from '../repo/insert.ts';
import { copyLessonRow } from '../repo/lessons.ts';
import { listResources, replaceResources } from '../repo/resources.ts';
import * as repo from '../repo/tree.ts';
import { type Author, lockRevision, selectCourse } from './access.ts';
import { readDraft } from './draft.ts';

type Key = { organizationId: string; courseId: string };

/** What a new lesson lacks until the module that serves its kind says otherwise. */
export function notReadyAtFirst(kind: LessonKind): LessonNotReady | null {
  if (kind === 'video') return 'no_video';
  return kind === 'assessment' ? 'no_assessment' : null;
}

async function selectModule(trx: TenantTransaction, key: Key, id: string, deleted = false) {
  const module = await repo.selectOptionalModule(trx, { ...key, id });
  if (!module || (module.deleted_at !== null) !== deleted)
    throw notFound(deleted ? 'deleted module' : 'module');
  return module;
}

async function selectPlace(trx: TenantTransaction, key: Key, id: string, deleted = false) {
  const lesson = await repo.selectOptionalPlace(trx, { ...key, id });
  if (!lesson || (lesson.deleted_at !== null) !== deleted)
    throw notFound(deleted ? 'deleted lesson' : 'lesson');
  return lesson;
}

async function orderModules(trx: TenantTransaction, key: Key, id: string, position?: number) {
  const ids = placed(await repo.listModuleIds(trx, key), id, position);
  await repo.renumber(trx, 'course_modules', key.organizationId, ids);
}

async function orderLessons(
  trx: TenantTransaction,
  { organizationId }: Key,
  moduleId: string,
  place?: { id: string; position: number | undefined },
) {
  const ids = await repo.listLessonIds(trx, { organizationId, moduleId });
  const order = place ? placed(ids, place.id, place.position) : ids;
  await repo.renumber(trx, 'lessons', organizationId, order);
}

async function refuseTooManyLessons(trx: TenantTransaction, key: Key): Promise<void> {
  if ((await repo.countLessons(trx, key)) < MAX_LESSONS) return;
  throw new AppError(
    'conflict',
    `A course has at most ${MAX_LESSONS} lessons; divide it into several courses.`,
  );
}

/** Modules and lessons of a draft and their order. Every change takes the revision of the course. */
export function createTreeService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  /** Runs an edit under the lock of the course, and answers the draft after it. */
  function edit<T>(
    author: Author,
    courseId: string,
    ifMatch: number | null,
    work: (trx: TenantTransaction, key: Key) => Promise<T>,
  ): Promise<{ result: T; course: CourseDraft }> {
    const key = { organizationId: author.organizationId, courseId };
    return withTenant(database, author, async (trx) => {
      await lockRevision(trx, author, courseId, ifMatch);
      const result = await work(trx, key);
      await updateCourseRow(trx, key, {});
      return { result, course: await readDraft(trx, author, courseId) };
    });
  }

  return {
    async addModule(
      author: Author,
      courseId: string,
      ifMatch: number | null,
      module: { title: string; description: string; position?: number | undefined },
    ) {
      const { result, course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const ids = await repo.listModuleIds(trx, key);
        if (ids.length >= MAX_MODULES)
          throw new AppError('conflict', `A course has at most ${MAX_MODULES} modules.`);
        const { title, description } = module;
        const id = newId();
        await insertModuleRows(trx, key, [{ id, position: ids.length + 1, title, description }]);
        await orderModules(trx, key, id, module.position);
        return id;
      });
      return { moduleId: result, course };
    },

    async updateModule(
      author: Author,
      courseId: string,
      moduleId: string,
      ifMatch: number | null,
      change: { title?: string | undefined; description?: string | undefined },
    ) {
      const { course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const { id } = await selectModule(trx, key, moduleId);
        await repo.updateModule(trx, { ...key, id }, change);
      });
      return course;
    },

    async moveModule(
      author: Author,
      courseId: string,
      moduleId: string,
      ifMatch: number | null,
      position: number,
    ) {
      const { course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const { id } = await selectModule(trx, key, moduleId);
        await orderModules(trx, key, id, position);
      });
      return course;
    },

    async deleteModule(author: Author, courseId: string, moduleId: string, ifMatch: number | null) {
      const { course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const { id } = await selectModule(trx, key, moduleId);
        await repo.deleteModuleRow(trx, { ...key, id }, clock.now());
        await repo.renumber(
          trx,
          'course_modules',
          key.organizationId,
          await repo.listModuleIds(trx, key),
        );
      });
      return course;
    },

    async restoreModule(
      author: Author,
      courseId: string,
      moduleId: string,
      ifMatch: number | null,
      position?: number,
    ) {
      const { course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const { id, deleted_position } = await selectModule(trx, key, moduleId, true);
        await repo.restoreModuleRow(trx, { ...key, id });
        await orderModules(trx, key, id, position ?? deleted_position ?? undefined);
        await orderLessons(trx, key, id);
      });
      return course;
    },

    async addLesson(
      author: Author,
      courseId: string,
      moduleId: string,
      ifMatch: number | null,
      lesson: { kind: LessonKind; title: string; summary: string; position?: number | undefined },
    ) {
      const { result, course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        await selectModule(trx, key, moduleId);
        await refuseTooManyLessons(trx, key);
        const { kind, title, summary, position } = lesson;
        const id = newId();
        const ids = await repo.listLessonIds(trx, { ...key, moduleId });
        await insertLessonRows(trx, key, [
          {
            id,
            moduleId,
            position: ids.length + 1,
            kind,
            title,
            summary,
            objectives: [],
            estimatedMinutes: null,
            reckonedMinutes: 1,
            isFree: false,
            isRequired: true,
            notReady: notReadyAtFirst(kind),
            content: kind === 'article' ? EMPTY_ARTICLE : null,
          },
        ]);
        await orderLessons(trx, key, moduleId, { id, position });
        return id;
      });
      return { lessonId: result, course };
    },

    async moveLesson(
      author: Author,
      courseId: string,
      lessonId: string,
      ifMatch: number | null,
      to: { moduleId: string; position: number },
    ) {
      const { course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const { id, module_id } = await selectPlace(trx, key, lessonId);
        await selectModule(trx, key, to.moduleId);
        if (module_id !== to.moduleId) {
          await repo.placeLessonRow(trx, { ...key, id }, to.moduleId);
          await orderLessons(trx, key, module_id);
        }
        await orderLessons(trx, key, to.moduleId, { id, position: to.position });
      });
      return course;
    },

    async deleteLesson(author: Author, courseId: string, lessonId: string, ifMatch: number | null) {
      const { course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const { id, module_id } = await selectPlace(trx, key, lessonId);
        await repo.deleteLessonRow(trx, { ...key, id }, clock.now());
        await orderLessons(trx, key, module_id);
      });
      return course;
    },

    async restoreLesson(
      author: Author,
      courseId: string,
      lessonId: string,
      ifMatch: number | null,
      position?: number,
    ) {
      const { course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const lesson = await selectPlace(trx, key, lessonId, true);
        if (lesson.module_deleted_at !== null) {
          throw new AppError(
            'conflict',
            `The module "${lesson.module_title}" of this lesson is deleted; bring it back first.`,
          );
        }
        await refuseTooManyLessons(trx, key);
        const { id, module_id: moduleId, deleted_position } = lesson;
        await repo.placeLessonRow(trx, { ...key, id }, moduleId);
        await orderLessons(trx, key, moduleId, {
          id,
          position: position ?? deleted_position ?? undefined,
        });
      });
      return course;
    },

    async duplicateLesson(
      author: Author,
      courseId: string,
      lessonId: string,
      ifMatch: number | null,
      wanted: string | undefined,
    ) {
      const { result, course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const lesson = await selectPlace(trx, key, lessonId);
        await refuseTooManyLessons(trx, key);
        const { organizationId } = key;
        const id = newId();
        await copyLessonRow(
          trx,
          { organizationId, lessonId },
          { id, title: wanted ?? lesson.title, notReady: notReadyAtFirst(lesson.kind) },
        );
        const resources = await listResources(trx, organizationId, [lessonId]);
        await replaceResources(
          trx,
          { organizationId, lessonId: id },
          resources.map(({ title, url, file_id }) => ({
            id: newId(),
            title,
            url,
            fileId: file_id,
          })),
        );
        const ids = await repo.listLessonIds(trx, { ...key, moduleId: lesson.module_id });
        const position = ids.indexOf(lessonId) + 2;
        await orderLessons(trx, key, lesson.module_id, { id, position });
        return id;
      });
      return { lessonId: result, course };
    },

    deleted: (author: Author, courseId: string) =>
      withTenant(database, author, async (trx) => {
        const key = { organizationId: author.organizationId, courseId };
        await selectCourse(trx, author, courseId);
        const at = ({ deleted_at }: { deleted_at: Date | null }) => deleted_at?.toISOString() ?? '';
        return {
          modules: (await repo.listDeletedModules(trx, key)).map((row) => ({
            id: row.id,
            title: row.title,
            deletedAt: at(row),
          })),
          lessons: (await repo.listDeletedLessons(trx, key)).map((row) => ({
            id: row.id,
            kind: row.kind,
            title: row.title,
            moduleTitle: row.module_title,
            deletedAt: at(row),
          })),
        };
      }),
  };
}

export type TreeService = ReturnType<typeof createTreeService>;
