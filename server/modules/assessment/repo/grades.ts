import type { TenantTransaction } from '../../../db/tenant.ts';
import { newId } from '../../../ids.ts';

type CellKey = { organizationId: string; assessmentId: string; userId: string };

export type GradeRow = {
  earnedPercent: number | null;
  overridePercent: number | null;
  exempt: boolean;
  reason: string | null;
  releasedAt: Date | null;
};

const COLUMNS = [
  'earned_percent as earnedPercent',
  'override_percent as overridePercent',
  'is_exempt as exempt',
  'reason',
  'released_at as releasedAt',
] as const;

/** The cell of the gradebook, made where it is missing, and held against other changes. */
export async function lockGrade(
  trx: TenantTransaction,
  { organizationId, assessmentId, userId }: CellKey,
): Promise<GradeRow> {
  return trx
    .insertInto('grades')
    .values({
      organization_id: organizationId,
      id: newId(),
      assessment_id: assessmentId,
      user_id: userId,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'assessment_id', 'user_id'])
        .doUpdateSet((set) => ({ user_id: set.ref('excluded.user_id') })),
    )
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
}

export async function selectOptionalGrade(
  trx: TenantTransaction,
  key: CellKey,
): Promise<GradeRow | undefined> {
  return trx
    .selectFrom('grades')
    .select(COLUMNS)
    .where('organization_id', '=', key.organizationId)
    .where('assessment_id', '=', key.assessmentId)
    .where('user_id', '=', key.userId)
    .executeTakeFirst();
}

export async function updateEarned(
  trx: TenantTransaction,
  key: CellKey,
  change: { earnedPercent: number | null; releasedAt: Date | null },
): Promise<void> {
  await trx
    .updateTable('grades')
    .set({ earned_percent: change.earnedPercent, released_at: change.releasedAt })
    .where('organization_id', '=', key.organizationId)
    .where('assessment_id', '=', key.assessmentId)
    .where('user_id', '=', key.userId)
    .execute();
}

/** What a teacher decides about a cell. */
export async function updateDecision(
  trx: TenantTransaction,
  key: CellKey,
  decision: {
    overridePercent: number | null;
    exempt: boolean;
    reason: string;
    decidedBy: string;
    now: Date;
    releasedAt: Date | null;
  },
): Promise<void> {
  await trx
    .updateTable('grades')
    .set({
      override_percent: decision.overridePercent,
      is_exempt: decision.exempt,
      reason: decision.reason,
      decided_by: decision.decidedBy,
      decided_at: decision.now,
      released_at: decision.releasedAt,
    })
    .where('organization_id', '=', key.organizationId)
    .where('assessment_id', '=', key.assessmentId)
    .where('user_id', '=', key.userId)
    .execute();
}

/** Releases what is held back; the learners whose grade that was. */
export async function releaseHeld(
  trx: TenantTransaction,
  { organizationId, assessmentId }: Omit<CellKey, 'userId'>,
  now: Date,
): Promise<(GradeRow & { userId: string })[]> {
  return trx
    .updateTable('grades')
    .set({ released_at: now })
    .where('organization_id', '=', organizationId)
    .where('assessment_id', '=', assessmentId)
    .where('released_at', 'is', null)
    .returning([...COLUMNS, 'user_id as userId'])
    .execute();
}
