import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { newId } from '../../../ids.ts';

type Key = { organizationId: string; assessmentId: string };

export type OverrideRow = {
  userId: string;
  userName: string;
  timeFactor: number;
  extraMinutes: number;
  extraAttempts: number;
  opensAt: Date | null;
  dueAt: Date | null;
  closesAt: Date | null;
  reason: string;
  createdByName: string | null;
  updatedAt: Date;
};

/** By name; with `userId` that of one person. */
export async function listOverrides(
  trx: TenantTransaction,
  filter: Key & {
    userId?: string;
    after: { name: string; id: string } | null;
    limit: number;
  },
): Promise<OverrideRow[]> {
  const { userId, after } = filter;
  return trx
    .selectFrom('assessment_overrides as o')
    .innerJoin('users as u', 'u.id', 'o.user_id')
    .leftJoin('users as b', 'b.id', 'o.created_by')
    .select([
      'o.user_id as userId',
      'u.name as userName',
      'o.time_factor as timeFactor',
      'o.extra_minutes as extraMinutes',
      'o.extra_attempts as extraAttempts',
      'o.opens_at as opensAt',
      'o.due_at as dueAt',
      'o.closes_at as closesAt',
      'o.reason',
      'b.name as createdByName',
      'o.updated_at as updatedAt',
    ])
    .where('o.organization_id', '=', filter.organizationId)
    .where('o.assessment_id', '=', filter.assessmentId)
    .$if(userId !== undefined, (query) => query.where('o.user_id', '=', userId as string))
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(u.name, u.id) > (${after?.name ?? ''}, ${after?.id ?? null}::uuid)`,
      ),
    )
    .orderBy('u.name')
    .orderBy('u.id')
    .limit(filter.limit)
    .execute();
}

export async function upsertOverride(
  trx: TenantTransaction,
  key: Key & { userId: string },
  override: Omit<OverrideRow, 'userId' | 'userName' | 'createdByName' | 'updatedAt'> & {
    createdBy: string;
  },
): Promise<void> {
  const values = {
    time_factor: override.timeFactor,
    extra_minutes: override.extraMinutes,
    extra_attempts: override.extraAttempts,
    opens_at: override.opensAt,
    due_at: override.dueAt,
    closes_at: override.closesAt,
    reason: override.reason,
    created_by: override.createdBy,
  };
  await trx
    .insertInto('assessment_overrides')
    .values({
      organization_id: key.organizationId,
      id: newId(),
      assessment_id: key.assessmentId,
      user_id: key.userId,
      ...values,
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'assessment_id', 'user_id']).doUpdateSet(values),
    )
    .execute();
}

/** False where the person has none. */
export async function deleteOverride(
  trx: TenantTransaction,
  key: Key & { userId: string },
): Promise<boolean> {
  const result = await trx
    .deleteFrom('assessment_overrides')
    .where('organization_id', '=', key.organizationId)
    .where('assessment_id', '=', key.assessmentId)
    .where('user_id', '=', key.userId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function isMember(
  trx: TenantTransaction,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<boolean> {
  const row = await trx
    .selectFrom('memberships')
    .select('user_id')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row !== undefined;
}
