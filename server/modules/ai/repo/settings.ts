import type { AiBudgets, AiOptions, AiPrice, AiSlot } from '../../../../contracts/ai.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { newId } from '../../../ids.ts';
import type { Choices } from '../domain/tasks.ts';

type Scope = { organizationId: string; userId: string | null };

export async function readChoices(
  trx: TenantTransaction,
  { organizationId, userId }: Scope,
): Promise<{ learner: Choices; organization: Choices }> {
  const rows = await trx
    .selectFrom('ai_model_configs')
    .select(['scope', 'slot', 'connection_id', 'model', 'temperature'])
    .where('organization_id', '=', organizationId)
    .where((where) =>
      where.or([
        where('scope', '=', 'organization'),
        ...(userId === null ? [] : [where('user_id', '=', userId)]),
      ]),
    )
    .execute();
  const result: { learner: Choices; organization: Choices } = { learner: {}, organization: {} };
  for (const row of rows) {
    result[row.scope][row.slot as AiSlot] = {
      connectionId: row.connection_id,
      model: row.model,
      // PostgreSQL keeps a real: 0.7 comes back as itself only after rounding.
      temperature: row.temperature === null ? null : Math.round(row.temperature * 1000) / 1000,
    };
  }
  return result;
}

/** `userId` null replaces the choices of the organization, else those of the person. */
export async function replaceChoices(
  trx: TenantTransaction,
  { organizationId, userId }: Scope,
  choices: Choices,
): Promise<void> {
  await trx
    .deleteFrom('ai_model_configs')
    .where('organization_id', '=', organizationId)
    .where('user_id', userId === null ? 'is' : '=', userId)
    .execute();
  const rows = Object.entries(choices).map(([slot, choice]) => ({
    organization_id: organizationId,
    id: newId(),
    scope: userId === null ? ('organization' as const) : ('learner' as const),
    user_id: userId,
    slot,
    connection_id: choice.connectionId,
    model: choice.model,
    temperature: choice.temperature,
  }));
  if (rows.length > 0) await trx.insertInto('ai_model_configs').values(rows).execute();
}

const OPTION_KEYS = {
  engine: 'ai.engine',
  fallbackToBuiltin: 'ai.fallbackToBuiltin',
  concurrency: 'ai.concurrency',
  useBatches: 'ai.useBatches',
} as const satisfies Record<keyof AiOptions, string>;

/** Stored options by name; their shape is for the caller to check. */
export async function readOptions(
  trx: TenantTransaction,
  organizationId: string,
): Promise<Record<string, unknown>> {
  const rows = await trx
    .selectFrom('system_settings')
    .select(['key', 'value'])
    .where('organization_id', '=', organizationId)
    .where('scope', '=', 'organization')
    .where('key', 'in', Object.values(OPTION_KEYS))
    .execute();
  return Object.fromEntries(rows.map(({ key, value }) => [key.replace('ai.', ''), value]));
}

export async function upsertOptions(
  trx: TenantTransaction,
  organizationId: string,
  options: Record<string, unknown>,
): Promise<void> {
  for (const [name, key] of Object.entries(OPTION_KEYS)) {
    if (options[name] === undefined) continue;
    const value = JSON.stringify(options[name]);
    await trx
      .insertInto('system_settings')
      .values({ organization_id: organizationId, id: newId(), scope: 'organization', key, value })
      .onConflict((conflict) =>
        conflict.constraint('system_settings_one_value').doUpdateSet({ value }),
      )
      .execute();
  }
}

export async function listPrices(
  trx: TenantTransaction,
  organizationId: string,
): Promise<AiPrice[]> {
  return trx
    .selectFrom('ai_prices')
    .select([
      'model',
      'in_microusd as inMicrousd',
      'cached_microusd as cachedMicrousd',
      'out_microusd as outMicrousd',
    ])
    .where('organization_id', '=', organizationId)
    .orderBy('model')
    .execute();
}

export async function replacePrices(
  trx: TenantTransaction,
  organizationId: string,
  prices: readonly AiPrice[],
): Promise<void> {
  await trx.deleteFrom('ai_prices').where('organization_id', '=', organizationId).execute();
  if (prices.length === 0) return;
  await trx
    .insertInto('ai_prices')
    .values(
      prices.map((price) => ({
        organization_id: organizationId,
        id: newId(),
        model: price.model,
        in_microusd: price.inMicrousd,
        cached_microusd: price.cachedMicrousd,
        out_microusd: price.outMicrousd,
      })),
    )
    .execute();
}

export async function selectBudgets(
  trx: TenantTransaction,
  organizationId: string,
): Promise<AiBudgets> {
  const row = await trx
    .selectFrom('ai_budgets')
    .select(['monthly_microusd', 'user_monthly_microusd'])
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return {
    monthlyMicrousd: row?.monthly_microusd ?? null,
    userMonthlyMicrousd: row?.user_monthly_microusd ?? null,
  };
}

/** Also lifts the pause: with another budget the next call decides anew. */
export async function upsertBudgets(
  trx: TenantTransaction,
  organizationId: string,
  budgets: AiBudgets,
): Promise<void> {
  const values = {
    monthly_microusd: budgets.monthlyMicrousd,
    user_monthly_microusd: budgets.userMonthlyMicrousd,
  };
  await trx
    .insertInto('ai_budgets')
    .values({ organization_id: organizationId, ...values })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(values))
    .execute();
  await trx
    .updateTable('ai_budget_months')
    .set({ refused_at: null })
    .where('organization_id', '=', organizationId)
    .where('refused_at', 'is not', null)
    .execute();
}
