import { demoCourses } from '../../../../demo/courses/index.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { hasCourses, markCourses } from '../repo/build.ts';
import { deleteCourses, deleteVideos } from '../repo/courses.ts';
import { limitTime } from './build-assessment.ts';
import { buildCourse } from './build-course.ts';
import { readFacts } from './build-video.ts';
import type { BuiltCourse, Teacher } from './built.ts';
import { playClass } from './play-class.ts';

/** Share of the time that the courses take; the rest goes to what people do in them. */
const COURSES_SHARE = 0.3;

/** What a try that failed has left behind. */
async function removeUnfinished(deps: Deps, teacher: Teacher): Promise<void> {
  const key = { organizationId: teacher.organizationId, ownerId: teacher.userId };
  const titles = demoCourses.map(({ title }) => title);
  const { title: film } = await readFacts();
  const files = await withTenant(deps.database, teacher, async (trx) => {
    await deleteCourses(trx, key, titles);
    return deleteVideos(trx, key, film);
  });
  for (const file of files) await deps.storage.delete(file);
}

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
  { signal, onProgress }: { signal: AbortSignal; onProgress(share: number): Promise<void> },
): Promise<void> {
  const { organizationId } = teacher;
  const isDone = await withTenant(deps.database, teacher, (trx) => hasCourses(trx, organizationId));
  if (isDone) return;
  await removeUnfinished(deps, teacher);
  const built = new Map<string, BuiltCourse>();
  for (const course of demoCourses) {
    signal.throwIfAborted();
    const requires = course.requires.flatMap((key) => built.get(key)?.id ?? []);
    built.set(course.key, await buildCourse(deps, teacher, course, requires, signal));
    await onProgress((COURSES_SHARE * built.size) / demoCourses.length);
  }
  await playClass(deps, teacher, built, userIds, {
    signal,
    onProgress: (share) => onProgress(COURSES_SHARE + (1 - COURSES_SHARE) * share),
  });
  for (const { course, assessmentIds } of built.values()) {
    for (const { key, serves } of course.modules.flatMap((module) => module.lessons)) {
      const limit = serves.kind === 'assessment' ? serves.timeLimitMinutes : null;
      const id = assessmentIds.get(key);
      if (limit !== null && id !== undefined) await limitTime(deps, teacher, id, limit);
    }
  }
  await withTenant(deps.database, teacher, (trx) => markCourses(trx, organizationId));
}
