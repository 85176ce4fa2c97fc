import type { z } from 'zod';
import type { Enrolment, getEnrolment } from '../../../../contracts/enrolment.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { enrolPeople } from '../enrol-people.ts';
import * as repo from '../repo/enrolments.ts';

type Person = TenantContext & { userId: string };

export function viewEnrolment(row: repo.EnrolmentRow, waitingPlace: number | null): Enrolment {
  return {
    courseId: row.courseId,
    status: row.status,
    source: row.source,
    enrolledAt: row.enrolledAt?.toISOString() ?? null,
    completedAt: row.completedAt?.toISOString() ?? null,
    waitingPlace,
    progressPercent: row.progressPercent,
    timeSpentSeconds: row.timeSpentSeconds,
    lastActivityAt: row.lastActivityAt?.toISOString() ?? null,
  };
}

/**
 * A learner sees their own enrolments alone, but places are counted over everybody's. So the
 * platform acts for them here, in their name.
 */
const actingFor = (person: Person): TenantContext => ({ ...person, role: 'system' });

/** How learners come into courses and leave them by themselves. */
export function createEnrolService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  async function view(
    trx: TenantTransaction,
    { organizationId, userId }: Person,
    courseId: string,
  ): Promise<Enrolment> {
    const key = { organizationId, userId, courseId };
    const row = await repo.selectOptionalEnrolment(trx, { ...key, lock: false });
    if (!row) throw notFound('enrolment');
    const places =
      row.status === 'waiting'
        ? await repo.mapWaitingPlaces(trx, { organizationId, userId, courseIds: [courseId] })
        : null;
    return viewEnrolment(row, places?.get(courseId) ?? null);
  }

  /** @throws AppError with the reason for which the person cannot enrol by themselves. */
  async function refuse(
    trx: TenantTransaction,
    key: { organizationId: string; courseId: string; userId: string },
    course: repo.CourseRow,
  ): Promise<void> {
    if (course.publishedVersion === null) {
      throw new AppError(
        'course_not_published',
        'Nobody can enrol before its instructor publishes it; nothing was changed.',
      );
    }
    if (course.enrolment !== 'open') {
      throw new AppError('enrolment_closed', 'Ask its instructor to enrol you.');
    }
    const missing = await repo.listMissingPrerequisites(trx, key);
    if (missing.length > 0) {
      throw new AppError(
        'prerequisites_missing',
        `Complete first: ${missing.map(({ title }) => title).join('; ')}.`,
        missing.map(({ courseId, title }) => ({ path: courseId, message: title })),
      );
    }
  }

  return {
    get(person: Person, courseId: string): Promise<z.infer<typeof getEnrolment.response>> {
      return withTenant(database, actingFor(person), async (trx) => {
        const { organizationId, userId } = person;
        const key = { organizationId, userId, courseId };
        const course = await repo.selectOptionalCourse(trx, { ...key, lock: false });
        if (!course) throw notFound('course');
        const row = await repo.selectOptionalEnrolment(trx, { ...key, lock: false });
        // What is not published is there for its learners and for staff alone.
        if (!row && course.publishedVersion === null && person.role === 'learner') {
          throw notFound('course');
        }
        const missingPrerequisites = await repo.listMissingPrerequisites(trx, key);
        const { taken, waiting } = await repo.selectPlaces(trx, key);
        const isOpen = course.publishedVersion !== null && course.enrolment === 'open';
        return {
          enrolment: row ? await view(trx, person, courseId) : null,
          obstacles: [
            ...(isOpen ? [] : (['not_open'] as const)),
            ...(missingPrerequisites.length > 0 ? (['prerequisites_missing'] as const) : []),
          ],
          missingPrerequisites,
          placesLeft:
            course.maxStudents === null
              ? null
              : waiting > 0
                ? 0
                : Math.max(0, course.maxStudents - taken),
          waiting,
        };
      });
    },

    /** Who is in the course, or waits, stays as they are, whatever would refuse others. */
    enrol(person: Person, courseId: string): Promise<Enrolment> {
      return withTenant(database, actingFor(person), async (trx) => {
        const { organizationId, userId } = person;
        const key = { organizationId, userId, courseId };
        const course = await repo.selectOptionalCourse(trx, { ...key, lock: true });
        if (!course) throw notFound('course');
        const row = await repo.selectOptionalEnrolment(trx, { ...key, lock: false });
        if (!row || row.status === 'withdrawn') {
          await refuse(trx, key, course);
          await enrolPeople(trx, {
            organizationId,
            courseId,
            userIds: [userId],
            source: 'self',
            enrolledBy: userId,
            clock,
          });
        }
        return view(trx, person, courseId);
      });
    },

    withdraw(person: Person, courseId: string): Promise<Enrolment> {
      return withTenant(database, actingFor(person), async (trx) => {
        const { organizationId, userId } = person;
        const key = { organizationId, userId, courseId };
        const course = await repo.selectOptionalCourse(trx, { ...key, lock: true });
        if (!course) throw notFound('course');
        await repo.updateToWithdrawn(trx, key);
        await repo.fillPlaces(trx, { ...key, now: clock.now() });
        return view(trx, person, courseId);
      });
    },
  };
}

export type EnrolService = ReturnType<typeof createEnrolService>;
