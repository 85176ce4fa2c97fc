import type { AiBudgets } from '../../../contracts/ai.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { selectBudgets } from './repo/settings.ts';
import { selectMonth } from './repo/usage.ts';
import { monthOf } from './wire.ts';

/** What the present month has cost, and what it may. */
export async function readMonth(trx: TenantTransaction, organizationId: string, now: Date) {
  const month = monthOf(now);
  return {
    month,
    state: await selectMonth(trx, { organizationId, month, now }),
    budgets: await selectBudgets(trx, organizationId),
  };
}

/** True from a refused call, or a month used up, until the budget or the month changes. */
export function isPaused(
  state: { spent: number; refusedAt: Date | null },
  { monthlyMicrousd }: AiBudgets,
): boolean {
  if (monthlyMicrousd === null) return false;
  return state.refusedAt !== null || state.spent >= monthlyMicrousd;
}
