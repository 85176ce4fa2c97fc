import type { z } from 'zod';
import type { LessonDraft, putResources, updateLesson } from '../../../../contracts/courses.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { mayEdit } from '../policy.ts';
import { touchDraft } from '../repo/courses.ts';
import { listFiles } from '../repo/files.ts';
import { listLessonItems } from '../repo/items.ts';
import * as repo from '../repo/lessons.ts';
import { listResources, replaceResources } from '../repo/resources.ts';
import { type Author, checkRevision, lockLesson, selectLesson } from './access.ts';
import { lessonSummary } from './draft.ts';
import { snapshotResource, viewResource } from './resources.ts';

async function readLessonDraft(
  trx: TenantTransaction,
  tenant: TenantContext,
  lessonId: string,
): Promise<LessonDraft> {
  const { organizationId } = tenant;
  const row = await selectLesson(trx, tenant, lessonId);
  const items = await listLessonItems(trx, { organizationId, lessonId });
  const resources = await listResources(trx, organizationId, [lessonId]);
  return {
    ...lessonSummary({ ...row, item_count: items.length }),
    courseId: row.course_id,
    moduleId: row.module_id,
    reckonedMinutes: row.reckoned_minutes,
    resources: resources.map((one) => viewResource(snapshotResource(one))),
    canEdit: mayEdit(tenant, { ownerId: row.owner_id }),
  };
}

type Resources = z.output<typeof putResources.body>['resources'];

async function refuseMissingFiles(
  trx: TenantTransaction,
  organizationId: string,
  resources: Resources,
): Promise<void> {
  const ids = resources.flatMap((one) => (one.kind === 'file' ? [one.fileId] : []));
  const present = new Set((await listFiles(trx, organizationId, ids)).map(({ id }) => id));
  const missing = resources.findIndex((one) => one.kind === 'file' && !present.has(one.fileId));
  if (missing < 0) return;
  const message = 'There is no such file: upload it first.';
  throw new AppError('invalid_request', `${message} Nothing was changed.`, [
    { path: `resources.${missing}.fileId`, message },
  ]);
}

/** The fields and resources of single lessons. */
export function createLessonService({ database }: Pick<Deps, 'database'>) {
  /** Runs an edit of a lesson at its revision, and answers the lesson after it. */
  function edit(
    author: Author,
    lessonId: string,
    ifMatch: number | null,
    work: (trx: TenantTransaction, key: repo.LessonKey) => Promise<repo.LessonColumns>,
  ): Promise<LessonDraft> {
    const { organizationId } = author;
    const key = { organizationId, lessonId };
    return withTenant(database, author, async (trx) => {
      const lesson = await lockLesson(trx, author, lessonId);
      checkRevision(ifMatch, lesson.revision, 'lesson');
      await repo.updateLessonRow(trx, key, await work(trx, key));
      await touchDraft(trx, { organizationId, courseId: lesson.course_id });
      return readLessonDraft(trx, author, lessonId);
    });
  }

  return {
    get: (author: Author, lessonId: string) =>
      withTenant(database, author, (trx) => readLessonDraft(trx, author, lessonId)),

    update: (
      author: Author,
      lessonId: string,
      ifMatch: number | null,
      fields: z.output<typeof updateLesson.body>,
    ) =>
      edit(author, lessonId, ifMatch, async () => {
        const { estimatedMinutes, isFree, isRequired, ...same } = fields;
        const columns = {
          ...same,
          estimated_minutes: estimatedMinutes,
          is_free: isFree,
          is_required: isRequired,
        };
        return Object.fromEntries(
          Object.entries(columns).filter(([, value]) => value !== undefined),
        );
      }),

    putResources: (
      author: Author,
      lessonId: string,
      ifMatch: number | null,
      resources: Resources,
    ) =>
      edit(author, lessonId, ifMatch, async (trx, key) => {
        await refuseMissingFiles(trx, author.organizationId, resources);
        const earlier = await listResources(trx, author.organizationId, [lessonId]);
        const free = new Set(earlier.map(({ id }) => id));
        const rows = resources.map((one) => ({
          // Ids of others, and the same one twice, are not taken over.
          id: one.id !== undefined && free.delete(one.id) ? one.id : newId(),
          title: one.title,
          url: one.kind === 'link' ? one.url : null,
          fileId: one.kind === 'file' ? one.fileId : null,
        }));
        await replaceResources(trx, key, rows);
        return {};
      }),
  };
}

export type LessonService = ReturnType<typeof createLessonService>;
