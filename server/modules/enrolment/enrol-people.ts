import type { EnrolmentSource } from '../../../contracts/enrolment.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { notFound } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import { type Admission, admitAll } from './domain/admission.ts';
import * as repo from './repo/enrolments.ts';

type CourseKey = { organizationId: string; courseId: string };

/**
 * Gives people a place in a course while there are free ones, then a place in its waiting line, in
 * the order given. The course is locked, so that places are never given twice. Needs a role that
 * sees everybody's rows; prerequisites and who may enrol are for the caller to have asked.
 *
 * @returns what was done with each; people who are no active members are left out.
 * @throws AppError `not_found` for a course that is not there.
 */
export async function enrolPeople(
  trx: TenantTransaction,
  input: CourseKey & {
    userIds: readonly string[];
    source: EnrolmentSource;
    enrolledBy: string | null;
    clock: Clock;
  },
): Promise<{ userId: string; admission: Admission }[]> {
  const course = await repo.selectOptionalCourse(trx, { ...input, lock: true });
  if (!course) throw notFound('course');
  const members = new Map(
    (await repo.listMembers(trx, input)).map((member) => [member.userId, member]),
  );
  const admitted = admitAll(
    [...new Set(input.userIds)].flatMap((userId) => members.get(userId) ?? []),
    { ...course, ...(await repo.selectPlaces(trx, input)) },
  );
  const people = admitted
    .filter(({ admission }) => admission !== 'keep')
    .map(({ userId, admission }) => ({ userId, waits: admission === 'wait' }));
  if (people.length > 0) {
    const { publishedVersion } = course;
    // The time is taken under the lock, so that the line has the order in which people came.
    const now = input.clock.now();
    await repo.upsertEnrolments(trx, { ...input, people, publishedVersion, now });
  }
  return admitted.map(({ userId, admission }) => ({ userId, admission }));
}
