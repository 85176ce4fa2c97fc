import { demoCourses } from '../../../../demo/courses/index.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import * as repo from '../repo/courses.ts';
import { buildCourse } from './build-course.ts';
import type { BuiltCourse, Teacher } from './built.ts';

/**
 * Makes the courses of the demo that are not there. One that an earlier try left unfinished is
 * made anew.
 *
 * @returns the new ones, or none where all are there.
 */
export async function buildCourses(
  deps: Deps,
  teacher: Teacher,
  signal: AbortSignal,
): Promise<BuiltCourse[]> {
  const { organizationId, userId } = teacher;
  const there = await withTenant(deps.database, teacher, (trx) =>
    repo.listOwnCourses(trx, { organizationId, ownerId: userId }),
  );
  const ids = new Map<string, string>();
  const built: BuiltCourse[] = [];
  for (const course of demoCourses) {
    signal.throwIfAborted();
    const before = there.find(({ title }) => title === course.title);
    if (before?.isPublished) {
      ids.set(course.key, before.id);
      continue;
    }
    if (before) {
      await withTenant(deps.database, teacher, (trx) =>
        repo.deleteCourse(trx, { organizationId, id: before.id }),
      );
    }
    const requires = course.requires.flatMap((key) => ids.get(key) ?? []);
    const made = await buildCourse(deps, teacher, course, requires, signal);
    ids.set(course.key, made.id);
    built.push(made);
  }
  return built;
}
