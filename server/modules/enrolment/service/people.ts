import type { z } from 'zod';
import type {
  CoursePerson,
  EnrolmentStatus,
  enrolPeople as enrolPeopleContract,
  listCoursePeople,
} from '../../../../contracts/enrolment.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../../http/cursor.ts';
import { csvFile } from '../domain/csv-file.ts';
import { enrolPeople } from '../enrol-people.ts';
import * as repo from '../repo/enrolments.ts';
import { listPeople, type PersonRow, selectCounts } from '../repo/people.ts';
import { managedCourse, seenCourse } from './managed-course.ts';

type Staff = TenantContext & { userId: string };

/** Rows of an exported list; courses are smaller. */
const EXPORT_ROWS = 50_000;

function view({ touchedAt: _, ...row }: PersonRow): CoursePerson {
  return {
    ...row,
    enrolledAt: row.enrolledAt?.toISOString() ?? null,
    completedAt: row.completedAt?.toISOString() ?? null,
    lastActivityAt: row.lastActivityAt?.toISOString() ?? null,
  };
}

function placeCursor(cursor: string | undefined): { place: number } | null {
  const decoded = decodeCursor(cursor, ['place']);
  return decoded === null ? null : { place: Number(decoded.place) };
}

/** @throws AppError `not_found` for somebody who was never in the course. */
export async function selectPerson(
  trx: TenantTransaction,
  key: { organizationId: string; courseId: string; userId: string },
): Promise<CoursePerson> {
  const rows = await listPeople(trx, { ...key, order: 'line', after: null, limit: 1 });
  const row = rows[0];
  if (!row) throw notFound('person in this course');
  return view(row);
}

/** What staff do with the people of a course. */
export function createPeopleService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  return {
    list(
      staff: Staff,
      courseId: string,
      query: {
        status?: EnrolmentStatus | undefined;
        q?: string | undefined;
        cursor?: string | undefined;
        limit: number;
      },
    ): Promise<z.infer<typeof listCoursePeople.response>> {
      const { organizationId } = staff;
      const inLine = query.status === 'waiting';
      const after = inLine
        ? placeCursor(query.cursor)
        : decodeCursor(query.cursor, ['touchedAt', 'userId']);
      return withTenant(database, staff, async (trx) => {
        const course = await seenCourse(trx, staff, courseId);
        const rows = await listPeople(trx, {
          organizationId,
          courseId,
          status: query.status,
          q: query.q,
          order: inLine ? 'line' : 'activity',
          after,
          limit: query.limit + 1,
        });
        const page = takePage(rows, query.limit, view, ({ touchedAt, userId, waitingPlace }) =>
          encodeCursor(
            inLine ? { place: waitingPlace ?? 0 } : { touchedAt: touchedAt.toISOString(), userId },
          ),
        );
        const counts = await selectCounts(trx, { organizationId, courseId });
        return { ...page, counts, maxStudents: course.maxStudents };
      });
    },

    enrol(
      staff: Staff,
      courseId: string,
      userIds: readonly string[],
    ): Promise<z.infer<typeof enrolPeopleContract.response>> {
      const { organizationId } = staff;
      return withTenant(database, staff, async (trx) => {
        await managedCourse(trx, staff, courseId);
        const done = await enrolPeople(trx, {
          organizationId,
          courseId,
          userIds,
          source: 'instructor',
          enrolledBy: staff.userId,
          clock,
        });
        const admissions = new Map(done.map(({ userId, admission }) => [userId, admission]));
        const outcomes = { enrol: 'enrolled', wait: 'waiting', keep: 'already' } as const;
        return {
          results: userIds.map((userId) => {
            const admission = admissions.get(userId);
            return { userId, outcome: admission ? outcomes[admission] : 'not_a_member' };
          }),
        };
      });
    },

    remove(staff: Staff, courseId: string, userId: string): Promise<CoursePerson> {
      const key = { organizationId: staff.organizationId, courseId, userId };
      return withTenant(database, staff, async (trx) => {
        await managedCourse(trx, staff, courseId);
        await repo.updateToWithdrawn(trx, key);
        await repo.fillPlaces(trx, { ...key, now: clock.now() });
        return selectPerson(trx, key);
      });
    },

    /** Into the course where a place is free, else to the head of the line. */
    moveUp(staff: Staff, courseId: string, userId: string): Promise<CoursePerson> {
      const key = { organizationId: staff.organizationId, courseId, userId };
      return withTenant(database, staff, async (trx) => {
        await managedCourse(trx, staff, courseId);
        const now = clock.now();
        if (!(await repo.updateToHeadOfLine(trx, { ...key, now }))) {
          throw new AppError('conflict', 'This person does not wait; nothing was changed.');
        }
        await repo.fillPlaces(trx, { ...key, now });
        return selectPerson(trx, key);
      });
    },

    /** The list as a CSV file, with the ids left out that mean nothing to people. */
    export(staff: Staff, courseId: string): Promise<{ csv: string }> {
      const { organizationId } = staff;
      return withTenant(database, staff, async (trx) => {
        await seenCourse(trx, staff, courseId);
        const rows = await listPeople(trx, {
          organizationId,
          courseId,
          order: 'name',
          after: null,
          limit: EXPORT_ROWS,
        });
        const head = ['name', 'email', 'status', 'progress_percent', 'minutes', 'enrolled_at'];
        return {
          csv: csvFile([
            [...head, 'completed_at', 'last_activity_at'],
            ...rows.map((row) => [
              row.name,
              row.email,
              row.status,
              row.progressPercent,
              Math.round(row.timeSpentSeconds / 60),
              row.enrolledAt?.toISOString() ?? null,
              row.completedAt?.toISOString() ?? null,
              row.lastActivityAt?.toISOString() ?? null,
            ]),
          ]),
        };
      });
    },
  };
}

export type PeopleService = ReturnType<typeof createPeopleService>;
