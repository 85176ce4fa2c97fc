import type { z } from 'zod';
import {
  type Certificate,
  VERIFY_PAGE_PATH,
  type verifyCertificate,
} from '../../../../contracts/enrolment.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../../http/cursor.ts';
import type { PdfPort } from '../../../ports/pdf/index.ts';
import { consumeAttempt } from '../../identity/index.ts';
import { selectOrganization } from '../../tenancy/index.ts';
import { readCode } from '../domain/certificate-code.ts';
import * as repo from '../repo/certificates.ts';
import { managedCourse, seenCourse } from './managed-course.ts';

type Person = TenantContext & { userId: string };
type Page = { cursor?: string | undefined; limit: number };
type Key = { id: string; certificateId: string };

const ATTEMPTS = 30;
const WINDOW_MS = 5 * 60_000;

/** Certificates: shown, printed, checked by anybody, revoked and made valid again. */
export function createCertificatesService(
  { database, clock, config, publicUrl }: Pick<Deps, 'database' | 'clock' | 'config' | 'publicUrl'>,
  pdf: Pick<PdfPort, 'certificate'>,
) {
  const verifyUrl = (organizationId: string, code: string) =>
    publicUrl() +
    VERIFY_PAGE_PATH.replace(':organizationId', organizationId).replace(':code', code);

  function viewOf(organizationId: string) {
    return ({ minutes: _, ...row }: repo.CertificateRow): Certificate => ({
      ...row,
      issuedAt: row.issuedAt.toISOString(),
      revokedAt: row.revokedAt?.toISOString() ?? null,
      verifyUrl: verifyUrl(organizationId, row.code),
    });
  }

  async function list(
    trx: TenantTransaction,
    organizationId: string,
    of: { userId: string } | { courseId: string },
    query: Page & { q?: string | undefined },
  ) {
    const rows = await repo.listCertificates(trx, {
      organizationId,
      of,
      q: query.q,
      before: decodeCursor(query.cursor, ['id'])?.id ?? null,
      limit: query.limit + 1,
    });
    return takePage(rows, query.limit, viewOf(organizationId), ({ id }) => encodeCursor({ id }));
  }

  /** The course is locked, so that of two who decide at once one sees what the other did. */
  async function managed(trx: TenantTransaction, staff: Person, { id, certificateId }: Key) {
    await managedCourse(trx, staff, id);
    const key = { organizationId: staff.organizationId, id: certificateId };
    const row = await repo.selectOptionalCertificate(trx, key);
    if (!row || row.courseId !== id) throw notFound('certificate of this course');
    return { key, row };
  }

  async function seen(trx: TenantTransaction, key: { organizationId: string; id: string }) {
    const row = await repo.selectOptionalCertificate(trx, key);
    if (!row) throw notFound('certificate');
    return viewOf(key.organizationId)(row);
  }

  return {
    listOwn: (person: Person, query: Page) =>
      withTenant(database, person, (trx) =>
        list(trx, person.organizationId, { userId: person.userId }, query),
      ),

    listOfCourse: (staff: Person, courseId: string, query: Page & { q?: string | undefined }) =>
      withTenant(database, staff, async (trx) => {
        await seenCourse(trx, staff, courseId);
        return list(trx, staff.organizationId, { courseId }, query);
      }),

    /** Revoked again, it keeps when and why that was first done. */
    revoke(staff: Person, params: Key, reason: string): Promise<Certificate> {
      return withTenant(database, staff, async (trx) => {
        const { key } = await managed(trx, staff, params);
        const by = { userId: staff.userId, reason, now: clock.now() };
        await repo.updateToRevoked(trx, key, by);
        return seen(trx, key);
      });
    },

    /** @throws AppError `conflict` where the person has another valid one for the course. */
    reinstate(staff: Person, params: Key, reason: string): Promise<Certificate> {
      return withTenant(database, staff, async (trx) => {
        const { key, row } = await managed(trx, staff, params);
        const valid = await repo.selectOptionalValidId(trx, { ...key, ...row });
        if (valid !== null && valid !== row.id) {
          throw new AppError(
            'conflict',
            'There is another valid certificate of this person for the course; revoke that first.',
          );
        }
        if (row.revokedAt !== null) await repo.updateToValid(trx, key, reason);
        return seen(trx, key);
      });
    },

    /** A learner's own one; staff print those of everybody. A revoked one says so across the page. */
    async print(person: Person, id: string): Promise<{ code: string; pdf: Uint8Array }> {
      const { organizationId } = person;
      const { row, organization } = await withTenant(database, person, async (trx) => ({
        row: await repo.selectOptionalCertificate(trx, { organizationId, id }),
        organization: await selectOrganization(trx, organizationId),
      }));
      if (!row) throw notFound('certificate');
      const sheet = await pdf.certificate({
        ...row,
        organizationName: organization.name,
        verifyUrl: verifyUrl(organizationId, row.code),
        revoked: row.revokedAt !== null,
        extraFont: config.font,
      });
      return { code: row.code, pdf: sheet };
    },

    /**
     * What anybody may know who holds a code. An organization that does not exist, a code that
     * does not, and one that is none all answer the same.
     *
     * @throws AppError `too_many_requests`: codes are not to be tried out.
     */
    async verify(
      { organizationId, code }: { organizationId: string; code: string },
      ip: string,
    ): Promise<z.infer<typeof verifyCertificate.response>> {
      const attempt = { key: `verify:${ip}`, max: ATTEMPTS, windowMs: WINDOW_MS };
      if (!(await consumeAttempt(database, { ...attempt, now: clock.now() }))) {
        throw new AppError('too_many_requests', 'Wait a few minutes and check again.');
      }
      const read = readCode(code);
      if (read === null) return { status: 'unknown' };
      const system = { organizationId, userId: null, role: 'system' } as const;
      return withTenant(database, system, async (trx) => {
        const row = await repo.selectOptionalByCode(trx, { organizationId, code: read });
        if (!row) return { status: 'unknown' };
        const organization = await selectOrganization(trx, organizationId);
        return {
          status: row.revokedAt === null ? 'valid' : 'revoked',
          learnerName: row.learnerName,
          courseTitle: row.courseTitle,
          organizationName: organization.name,
          issuedAt: row.issuedAt.toISOString(),
        };
      });
    },
  };
}

export type CertificatesService = ReturnType<typeof createCertificatesService>;
