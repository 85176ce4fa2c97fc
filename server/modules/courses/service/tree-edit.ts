import type { CourseDraft } from '../../../../contracts/courses.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { notFound } from '../../../errors.ts';
import { placed } from '../domain/order.ts';
import { updateCourseRow } from '../repo/courses.ts';
import * as repo from '../repo/tree.ts';
import { type Author, lockRevision } from './access.ts';
import { readDraft } from './draft.ts';

export type CourseKey = { organizationId: string; courseId: string };

/** @throws AppError `not_found`. */
export async function selectModule(
  trx: TenantTransaction,
  key: CourseKey,
  id: string,
  deleted = false,
) {
  const module = await repo.selectOptionalModule(trx, { ...key, id });
  if (!module || (module.deleted_at !== null) !== deleted)
    throw notFound(deleted ? 'deleted module' : 'module');
  return module;
}

/** Numbers the lessons of a module anew, one of them put at a place where that is given. */
export async function orderLessons(
  trx: TenantTransaction,
  { organizationId }: CourseKey,
  moduleId: string,
  place?: { id: string; position: number | undefined },
) {
  const ids = await repo.listLessonIds(trx, { organizationId, moduleId });
  const order = place ? placed(ids, place.id, place.position) : ids;
  await repo.renumber(trx, 'lessons', organizationId, order);
}

/** Runs edits of the order of courses: at a known revision, under the lock of the course. */
export function createTreeEditor({ database }: Pick<Deps, 'database'>) {
  /** Answers what `work` answers, and the draft after it. */
  return async function edit<T>(
    author: Author,
    courseId: string,
    ifMatch: number | null,
    work: (trx: TenantTransaction, key: CourseKey) => Promise<T>,
  ): Promise<{ result: T; course: CourseDraft }> {
    const key = { organizationId: author.organizationId, courseId };
    return withTenant(database, author, async (trx) => {
      await lockRevision(trx, author, courseId, ifMatch);
      const result = await work(trx, key);
      await updateCourseRow(trx, key, {});
      return { result, course: await readDraft(trx, author, courseId) };
    });
  };
}
