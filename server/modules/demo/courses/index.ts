import { demoCourses } from '../../../../demo/courses/index.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { hasCourses, markCourses } from '../repo/build.ts';
import { deleteCourses } from '../repo/courses.ts';
import { limitTime } from './build-assessment.ts';
import { buildCourse } from './build-course.ts';
import type { BuiltCourse, Teacher } from './built.ts';
import { playClass } from './play-class.ts';

/**
 * Makes the courses of the demo with everything that people have done in them. It is all or
 * nothing: what an earlier try left unfinished is removed and made anew, and what is finished
 * stays as people have changed it since.
 *
 * @param userIds of the people of the demo, by address.
 */
export async function buildCourses(
  deps: Deps,
  teacher: Teacher,
  userIds: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const { organizationId, userId: ownerId } = teacher;
  const isDone = await withTenant(deps.database, teacher, async (trx) => {
    if (await hasCourses(trx, organizationId)) return true;
    const titles = demoCourses.map(({ title }) => title);
    await deleteCourses(trx, { organizationId, ownerId }, titles);
    return false;
  });
  if (isDone) return;
  const built = new Map<string, BuiltCourse>();
  for (const course of demoCourses) {
    signal.throwIfAborted();
    const requires = course.requires.flatMap((key) => built.get(key)?.id ?? []);
    built.set(course.key, await buildCourse(deps, teacher, course, requires, signal));
  }
  await playClass(deps, organizationId, built, userIds, signal);
  for (const { course, id: courseId, lessonIds } of built.values()) {
    for (const { key, serves } of course.modules.flatMap((module) => module.lessons)) {
      const limit = serves.kind === 'assessment' ? serves.timeLimitMinutes : null;
      const lessonId = lessonIds.get(key);
      if (limit === null || lessonId === undefined) continue;
      await limitTime(deps, teacher, { courseId, lessonId }, limit);
    }
  }
  await withTenant(deps.database, teacher, (trx) => markCourses(trx, organizationId));
}
