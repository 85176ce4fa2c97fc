import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';

type Key = { organizationId: string };

export type CertificateRow = {
  id: string;
  courseId: string;
  courseTitle: string;
  userId: string;
  learnerName: string;
  code: string;
  minutes: number;
  score: number | null;
  issuedAt: Date;
  revokedAt: Date | null;
  revokeReason: string | null;
};

const COLUMNS = [
  'id',
  'course_id as courseId',
  'course_title as courseTitle',
  'user_id as userId',
  'learner_name as learnerName',
  'code',
  'minutes',
  'score',
  'issued_at as issuedAt',
  'revoked_at as revokedAt',
  'revoke_reason as revokeReason',
] as const;

export type NewCertificate = {
  id: string;
  userId: string;
  code: string;
  score: number | null;
};

/**
 * Issues certificates with the names that people have now. Who was ever given one for the course
 * gets none: a revoked certificate does not come back by completing once more.
 */
export async function insertCertificates(
  trx: TenantTransaction,
  course: Key & { courseId: string; title: string; version: number; minutes: number; now: Date },
  people: readonly NewCertificate[],
): Promise<void> {
  if (people.length === 0) return;
  const rows = people.map((person) => ({
    id: person.id,
    user_id: person.userId,
    code: person.code,
    score: person.score,
  }));
  await sql`
    insert into certificates (
      organization_id, id, course_id, user_id, code, course_title, learner_name, course_version,
      minutes, score, issued_at
    )
    select
      ${course.organizationId}::uuid, r.id, ${course.courseId}::uuid, r.user_id, r.code,
      ${course.title}, u.name, ${course.version}::integer, ${course.minutes}::integer, r.score,
      ${course.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (id uuid, user_id uuid, code text, score numeric)
    join users u on u.id = r.user_id
    where not exists (
      select from certificates c
      where c.organization_id = ${course.organizationId}
        and c.course_id = ${course.courseId}
        and c.user_id = r.user_id
    )`.execute(trx);
}

/** The valid certificate of a person for a course. */
export async function selectOptionalValidId(
  trx: TenantTransaction,
  key: Key & { courseId: string; userId: string },
): Promise<string | null> {
  const row = await trx
    .selectFrom('certificates')
    .select('id')
    .where('organization_id', '=', key.organizationId)
    .where('course_id', '=', key.courseId)
    .where('user_id', '=', key.userId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function selectOptionalCertificate(
  trx: TenantTransaction,
  key: Key & { id: string },
): Promise<CertificateRow | undefined> {
  return trx
    .selectFrom('certificates')
    .select(COLUMNS)
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .executeTakeFirst();
}

export async function selectOptionalByCode(
  trx: TenantTransaction,
  key: Key & { code: string },
): Promise<CertificateRow | undefined> {
  return trx
    .selectFrom('certificates')
    .select(COLUMNS)
    .where('organization_id', '=', key.organizationId)
    .where('code', '=', key.code)
    .executeTakeFirst();
}

/** Newest first: of a person, or of a course (then those with `q` in their name). */
export async function listCertificates(
  trx: TenantTransaction,
  filter: Key & {
    of: { userId: string } | { courseId: string };
    q?: string | undefined;
    before: string | null;
    limit: number;
  },
): Promise<CertificateRow[]> {
  const { of, q, before } = filter;
  return trx
    .selectFrom('certificates')
    .select(COLUMNS)
    .where('organization_id', '=', filter.organizationId)
    .where((where) =>
      'userId' in of ? where('user_id', '=', of.userId) : where('course_id', '=', of.courseId),
    )
    .$if(q !== undefined, (query) =>
      query.where('learner_name', 'ilike', `%${q?.replace(/[%_\\]/g, '\\$&')}%`),
    )
    .$if(before !== null, (query) => query.where('id', '<', before as string))
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute();
}

export async function updateToRevoked(
  trx: TenantTransaction,
  key: Key & { id: string },
  by: { userId: string; reason: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('certificates')
    .set({ revoked_at: by.now, revoked_by: by.userId, revoke_reason: by.reason })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .where('revoked_at', 'is', null)
    .execute();
}

export async function updateToValid(
  trx: TenantTransaction,
  key: Key & { id: string },
  reason: string,
): Promise<void> {
  await trx
    .updateTable('certificates')
    .set({ revoked_at: null, revoked_by: null, revoke_reason: null, reinstate_reason: reason })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}
