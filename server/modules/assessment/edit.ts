import type { Assessment } from '../../../contracts/assessment.ts';
import type { Database } from '../../db/database.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../db/tenant.ts';
import { AppError, notFound } from '../../errors.ts';
import { setLessonReadiness } from './above.ts';
import { composePaper } from './compose.ts';
import { mayGrade } from './policy.ts';
import * as repo from './repo/assessments.ts';
import { listSections } from './repo/structure.ts';
import { readinessOf, viewAssessment } from './view.ts';

export type Author = TenantContext & { userId: string };

/** @throws AppError `forbidden` for an instructor to whom the course does not belong. */
export function refuseStrangers(author: Author, assessment: { ownerId: string }): void {
  if (mayGrade(author, assessment)) return;
  throw new AppError(
    'forbidden',
    'The course belongs to another instructor; ask them or an administrator. Nothing was changed.',
  );
}

/** @throws AppError `not_found` or `forbidden`. */
export async function requireEditable(
  trx: TenantTransaction,
  author: Author,
  id: string,
  { lock = true }: { lock?: boolean } = {},
): Promise<repo.AssessmentRow> {
  const { organizationId } = author;
  const row = await repo.selectOptionalAssessment(trx, { organizationId, id, lock });
  if (row === null) throw notFound('assessment');
  refuseStrangers(author, row);
  return row;
}

export async function readAssessment(
  trx: TenantTransaction,
  organizationId: string,
  id: string,
): Promise<Assessment> {
  const row = await repo.selectOptionalAssessment(trx, { organizationId, id });
  if (row === null) throw notFound('assessment');
  const paper = await composePaper(trx, organizationId, row, 'measure');
  const sections = await listSections(trx, { organizationId, id });
  const attempts = await repo.countAttempts(trx, { organizationId, id });
  return viewAssessment(row, sections, paper, attempts);
}

/** Tells the course whether the lesson can be published. */
export async function tellReadiness(
  trx: TenantTransaction,
  organizationId: string,
  id: string,
): Promise<void> {
  const row = await repo.selectOptionalAssessment(trx, { organizationId, id });
  if (row === null) return;
  const paper = await composePaper(trx, organizationId, row, 'measure');
  await setLessonReadiness(trx, {
    organizationId,
    lessonId: row.lessonId,
    notReady: readinessOf(row, paper),
  });
}

/**
 * One edit of an assessment: with its lock, counted as a revision, told to the course, in one
 * transaction; the assessment as it is afterwards.
 *
 * @param ifMatch the revision that was edited; null where the client did not say.
 * @throws AppError `edit_conflict` for an older one, `not_found`, `forbidden`.
 */
export function editAssessment(
  database: Pick<Database, 'pool'>,
  author: Author,
  { id, ifMatch }: { id: string; ifMatch: number | null },
  change: (
    trx: TenantTransaction,
    row: repo.AssessmentRow,
  ) => Promise<Parameters<typeof repo.updateAssessment>[2] | undefined>,
): Promise<Assessment> {
  return withTenant(database, author, async (trx) => {
    const { organizationId } = author;
    const row = await requireEditable(trx, author, id);
    if (ifMatch !== null && ifMatch !== row.revision)
      throw new AppError('edit_conflict', 'Somebody else changed it; load it and edit that.');
    const settings = await change(trx, row);
    await repo.updateAssessment(trx, { organizationId, id }, settings ?? {});
    await tellReadiness(trx, organizationId, id);
    return readAssessment(trx, organizationId, id);
  });
}
