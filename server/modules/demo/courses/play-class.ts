import { demoClass, demoNotes } from '../../../../demo/class.ts';
import type { Deps } from '../../../deps.ts';
import { createNotesService } from '../../enrolment/index.ts';
import type { BuiltCourse, Teacher } from './built.ts';
import { depsAt, PastClock } from './past.ts';
import { visitsOf } from './plan.ts';
import { playStudy } from './study.ts';

/** Fills the courses with the people of the demo: what they took, answered, wrote and handed in. */
export async function playClass(
  deps: Deps,
  teacher: Teacher,
  courses: ReadonlyMap<string, BuiltCourse>,
  userIds: ReadonlyMap<string, string>,
  { signal, onProgress }: { signal: AbortSignal; onProgress(share: number): Promise<void> },
): Promise<void> {
  const learner = (email: string) => {
    const userId = userIds.get(email);
    if (userId === undefined) throw new Error(`The demo has no ${email}.`);
    return { organizationId: teacher.organizationId, userId, role: 'learner' as const };
  };
  for (const [index, study] of demoClass.entries()) {
    signal.throwIfAborted();
    await onProgress(index / demoClass.length);
    const built = courses.get(study.course);
    if (built) await playStudy(deps, learner(study.email), teacher, built, study);
  }
  for (const { email, course, lesson, isPublic, text } of demoNotes) {
    const built = courses.get(course);
    const lessonId = built?.lessonIds.get(lesson);
    const study = demoClass.find((one) => one.email === email && one.course === course);
    if (!built || lessonId === undefined || !study) continue;
    const visits = visitsOf(built.course, study, deps.clock.now());
    const at = visits.find((visit) => visit.lesson.key === lesson)?.end;
    if (at === undefined) throw new Error(`${email} has not taken "${lesson}", but notes it.`);
    const notes = createNotesService(depsAt(deps, new PastClock(at)));
    const note = { text, isPublic, position: null };
    await notes.create(learner(email), { id: built.id, lessonId }, note);
  }
}
