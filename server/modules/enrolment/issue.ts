import { randomBytes } from 'node:crypto';
import type { TenantTransaction } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';
import { CODE_BYTES, codeOf } from './domain/certificate-code.ts';
import { insertCertificates } from './repo/certificates.ts';
import type { PublishedCourse } from './repo/progress.ts';

/** Certificates of those who have just completed a course, if it has one. */
export async function issueCertificates(
  trx: TenantTransaction,
  key: { organizationId: string; courseId: string },
  course: PublishedCourse,
  people: readonly { userId: string; averageScore: number | null }[],
  now: Date,
): Promise<void> {
  if (!course.hasCertificate) return;
  await insertCertificates(
    trx,
    { ...key, ...course, now },
    people.map(({ userId, averageScore }) => ({
      id: newId(),
      userId,
      code: codeOf(randomBytes(CODE_BYTES)),
      score: averageScore,
    })),
  );
}
