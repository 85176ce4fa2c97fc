import {
  type LessonKind,
  type LessonNotReady,
  MAX_LESSONS,
} from '../../../../contracts/courses.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { EMPTY_ARTICLE } from '../domain/article-schema.ts';
import { insertLessonRows } from '../repo/insert.ts';
import { copyLessonRow } from '../repo/lessons.ts';
import { listResources, replaceResources } from '../repo/resources.ts';
import * as repo from '../repo/tree.ts';
import type { Author } from './access.ts';
import { type CourseKey, createTreeEditor, orderLessons, selectModule } from './tree-edit.ts';

/** What a new lesson lacks until the module that serves its kind says otherwise. */
export function notReadyAtFirst(kind: LessonKind): LessonNotReady | null {
  if (kind === 'video') return 'no_video';
  return kind === 'assessment' ? 'no_assessment' : null;
}

async function selectPlace(trx: TenantTransaction, key: CourseKey, id: string, deleted = false) {
  const lesson = await repo.selectOptionalPlace(trx, { ...key, id });
  if (!lesson || (lesson.deleted_at !== null) !== deleted)
    throw notFound(deleted ? 'deleted lesson' : 'lesson');
  return lesson;
}

async function refuseTooManyLessons(trx: TenantTransaction, key: CourseKey): Promise<void> {
  if ((await repo.countLessons(trx, key)) < MAX_LESSONS) return;
  throw new AppError(
    'conflict',
    `A course has at most ${MAX_LESSONS} lessons; divide it into several courses.`,
  );
}

/** Which lessons a draft has, and where they stand. */
export function createPlacementService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  const edit = createTreeEditor({ database });

  return {
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
  };
}

export type PlacementService = ReturnType<typeof createPlacementService>;
