import type { EnrolmentStatus } from '../../../../contracts/enrolment.ts';

export type Admission =
  /** Has a place, or waits, already. */
  'keep' | 'enrol' | 'wait';

/**
 * Whether somebody gets a place. Who was in the course or waits keeps what they have; a place is
 * free while fewer than `maxStudents` are taken, and nobody passes those who wait.
 */
export function admit(
  current: EnrolmentStatus | null,
  course: { maxStudents: number | null; taken: number; waiting: number },
): Admission {
  if (current !== null && current !== 'withdrawn') return 'keep';
  if (course.maxStudents === null) return 'enrol';
  return course.waiting === 0 && course.taken < course.maxStudents ? 'enrol' : 'wait';
}

/** What `admit` says to several people, one after the other; each changes what the next one finds. */
export function admitAll<P extends { current: EnrolmentStatus | null }>(
  people: readonly P[],
  course: { maxStudents: number | null; taken: number; waiting: number },
): (P & { admission: Admission })[] {
  let { taken, waiting } = course;
  return people.map((person) => {
    const admission = admit(person.current, { ...course, taken, waiting });
    if (admission === 'enrol') taken += 1;
    if (admission === 'wait') waiting += 1;
    return { ...person, admission };
  });
}
