import { createHash } from 'node:crypto';
import { CSV_ROWS, type CsvPreview } from '../../../../contracts/enrolment.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { admitAll } from '../domain/admission.ts';
import { NotAPeopleList, readPeopleList } from '../domain/people-list.ts';
import { enrolPeople } from '../enrol-people.ts';
import * as repo from '../repo/enrolments.ts';
import { managedCourse } from './managed-course.ts';

type Staff = TenantContext & { userId: string };
type Outcome = CsvPreview['rows'][number]['outcome'];

const OUTCOMES = { enrol: 'will_enrol', wait: 'will_wait', keep: 'already' } as const;

function readList(csv: string) {
  try {
    return readPeopleList(csv, CSV_ROWS);
  } catch (error) {
    if (!(error instanceof NotAPeopleList)) throw error;
    throw new AppError('invalid_request', error.message, [{ path: 'csv', message: error.message }]);
  }
}

/** Enrolment of the people of a file: shown first, then done as it was shown or not at all. */
export function createCsvImportService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  /** What the file would do now, and to whom. The course is locked by the caller. */
  async function plan(
    trx: TenantTransaction,
    course: repo.CourseRow,
    key: { organizationId: string; courseId: string },
    csv: string,
  ): Promise<CsvPreview & { userIds: string[] }> {
    const list = readList(csv);
    const emails = list.filter(({ problem }) => problem === null).map(({ email }) => email);
    const members = new Map(
      (await repo.listMembersByAddress(trx, { ...key, emails })).map((row) => [row.email, row]),
    );
    const known = emails.flatMap((email) => members.get(email) ?? []);
    const places = { ...course, ...(await repo.selectPlaces(trx, key)) };
    const admitted = new Map(admitAll(known, places).map((row) => [row.email, row]));
    const rows = list.map(({ line, email, name, problem }) => {
      const person = admitted.get(email);
      const outcome: Outcome = problem ?? (person ? OUTCOMES[person.admission] : 'not_a_member');
      return { line, email, name: person?.name ?? name, outcome };
    });
    const counts: CsvPreview['counts'] = {
      will_enrol: 0,
      will_wait: 0,
      already: 0,
      not_a_member: 0,
      invalid_address: 0,
      duplicate: 0,
    };
    for (const { outcome } of rows) counts[outcome] += 1;
    const userIds = known.map(({ userId }) => userId);
    const shown = JSON.stringify([
      key,
      userIds,
      rows.map((row) => [row.line, row.email, row.outcome]),
    ]);
    return { rows, counts, token: createHash('sha256').update(shown).digest('base64url'), userIds };
  }

  return {
    preview(staff: Staff, courseId: string, csv: string): Promise<CsvPreview> {
      const key = { organizationId: staff.organizationId, courseId };
      return withTenant(database, staff, async (trx) => {
        const course = await managedCourse(trx, staff, courseId);
        const { userIds: _, ...preview } = await plan(trx, course, key, csv);
        return preview;
      });
    },

    /** @throws AppError `conflict` where the file would no longer do what the preview showed. */
    import(
      staff: Staff,
      courseId: string,
      input: { csv: string; token: string },
    ): Promise<{ enrolled: number; waiting: number }> {
      const key = { organizationId: staff.organizationId, courseId };
      return withTenant(database, staff, async (trx) => {
        const course = await managedCourse(trx, staff, courseId);
        const { token, counts, userIds } = await plan(trx, course, key, input.csv);
        if (token !== input.token) {
          throw new AppError(
            'conflict',
            'Places or people have changed since the preview; look at it again. Nobody was enrolled.',
          );
        }
        await enrolPeople(trx, {
          ...key,
          userIds,
          source: 'csv',
          enrolledBy: staff.userId,
          clock,
        });
        return { enrolled: counts.will_enrol, waiting: counts.will_wait };
      });
    },
  };
}

export type CsvImportService = ReturnType<typeof createCsvImportService>;
