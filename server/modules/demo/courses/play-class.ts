import { demoClass, demoNotes } from '../../../../demo/class.ts';
import type { Deps } from '../../../deps.ts';
import { createNotesService } from '../../enrolment/index.ts';
import type { BuiltCourse } from './built.ts';
import { depsAt, PastClock } from './past.ts';
import { playStudy } from './study.ts';

const DAY_MS = 86_400_000;

/** Fills the courses with the people of the demo: what they took, answered, wrote and handed in. */
export async function playClass(
  deps: Deps,
  organizationId: string,
  courses: ReadonlyMap<string, BuiltCourse>,
  userIds: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const learner = (email: string) => {
    const userId = userIds.get(email);
    if (userId === undefined) throw new Error(`The demo has no ${email}.`);
    return { organizationId, userId, role: 'learner' as const };
  };
  const daysAgo = (days: number) => new Date(deps.clock.now().getTime() - days * DAY_MS);
  for (const study of demoClass) {
    signal.throwIfAborted();
    const built = courses.get(study.course);
    if (built) await playStudy(deps, learner(study.email), built, study);
  }
  for (const { email, course, lesson, daysAgo: days, isPublic, text } of demoNotes) {
    const built = courses.get(course);
    const lessonId = built?.lessonIds.get(lesson);
    if (!built || lessonId === undefined) continue;
    const notes = createNotesService(depsAt(deps, new PastClock(daysAgo(days))));
    const note = { text, isPublic, position: null };
    await notes.create(learner(email), { id: built.id, lessonId }, note);
  }
}
