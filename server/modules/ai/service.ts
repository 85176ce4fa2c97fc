import type { z } from 'zod';
import {
  type AiBudgets,
  type AiPrice,
  AiSlot,
  type AiState,
  type getAiUsage,
  type putAiConfig,
} from '../../../contracts/ai.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { DEFAULT_PRICES, priceOf } from './domain/prices.ts';
import { type Choices, PERSONAL_SLOTS } from './domain/tasks.ts';
import { listConnections } from './repo/connections.ts';
import * as repo from './repo/settings.ts';
import * as usage from './repo/usage.ts';
import { aiOptionsOf, readModels } from './settings.ts';
import { monthOf, systemContext } from './wire.ts';

type Person = TenantContext & { userId: string };

const LONGEST_PERIOD_DAYS = 400;

/** Choices of models, prices, budgets, and what was spent. */
export function createAiService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  /** @throws AppError `invalid_request` for a connection that the organization does not have. */
  async function checkConnections(
    trx: TenantTransaction,
    organizationId: string,
    choices: Choices,
  ): Promise<void> {
    const known = new Set((await listConnections(trx, organizationId)).map(({ id }) => id));
    const wrong = Object.entries(choices)
      .filter(([, { connectionId }]) => connectionId !== null && !known.has(connectionId))
      .map(([slot]) => ({
        path: `choices.${slot}.connectionId`,
        message: 'There is no such connection. Choose one of the list.',
      }));
    if (wrong.length > 0) {
      throw new AppError('invalid_request', 'A connection that was chosen does not exist.', wrong);
    }
  }

  const configOf = async (trx: TenantTransaction, caller: Parameters<typeof readModels>[1]) => {
    const models = await readModels(trx, caller);
    const choices = caller.userId === null ? models.choices.organization : models.choices.learner;
    return { choices, resolved: models.resolved() };
  };

  async function organizationConfig(trx: TenantTransaction, organizationId: string) {
    const config = await configOf(trx, { organizationId, userId: null });
    return { ...config, options: await aiOptionsOf(trx, organizationId) };
  }

  async function prices(trx: TenantTransaction, organizationId: string) {
    const own = await repo.listPrices(trx, organizationId);
    const named = new Set(own.map(({ model }) => model));
    const { resolved } = await configOf(trx, { organizationId, userId: null });
    const used = [
      ...resolved.filter((slot) => slot.connectionId !== null).map(({ model }) => model),
      ...(await usage.listCalledModels(trx, { organizationId, month: monthOf(clock.now()) })),
    ];
    return {
      items: [
        ...own.map((price) => ({ ...price, from: 'organization' as const })),
        ...DEFAULT_PRICES.filter(({ model }) => !named.has(model)).map((price) => ({
          ...price,
          from: 'default' as const,
        })),
      ],
      withoutPrice: [...new Set(used)].filter((model) => priceOf(model, own) === null).sort(),
    };
  }

  return {
    getConfig: ({ organizationId, ...rest }: Person) =>
      withTenant(database, { organizationId, ...rest }, (trx) =>
        organizationConfig(trx, organizationId),
      ),

    putConfig: (admin: Person, body: z.output<typeof putAiConfig.body>) =>
      withTenant(database, admin, async (trx) => {
        const { organizationId } = admin;
        await checkConnections(trx, organizationId, body.choices);
        await repo.replaceChoices(trx, { organizationId, userId: null }, body.choices);
        await repo.upsertOptions(trx, organizationId, body.options ?? {});
        return organizationConfig(trx, organizationId);
      }),

    // Learners do not see the choices of the organization or its keys; what they come to, they do.
    getMine: ({ organizationId, userId }: Person) =>
      withTenant(database, systemContext({ organizationId }), (trx) =>
        configOf(trx, { organizationId, userId }),
      ),

    async putMine(person: Person, choices: Choices) {
      const { organizationId, userId } = person;
      const foreign = AiSlot.options.filter((s) => choices[s] && !PERSONAL_SLOTS.includes(s));
      if (foreign.length > 0) {
        throw new AppError(
          'invalid_request',
          `Only the models of ${PERSONAL_SLOTS.join(' and ')} can be chosen by each person.`,
          foreign.map((slot) => ({
            path: `choices.${slot}`,
            message: 'An administrator sets it.',
          })),
        );
      }
      await withTenant(database, systemContext({ organizationId }), (trx) =>
        checkConnections(trx, organizationId, choices),
      );
      await withTenant(database, person, (trx) =>
        repo.replaceChoices(trx, { organizationId, userId }, choices),
      );
      return this.getMine(person);
    },

    listPrices: (admin: Person) =>
      withTenant(database, admin, (trx) => prices(trx, admin.organizationId)),

    /** @throws AppError `invalid_request` where a model stands twice. */
    async putPrices(admin: Person, items: AiPrice[]) {
      const twice = items.findIndex(
        ({ model }, index) => items.findIndex((other) => other.model === model) < index,
      );
      if (twice >= 0) {
        throw new AppError('invalid_request', 'A model has two prices.', [
          { path: `items.${twice}.model`, message: 'This model stands in the list already.' },
        ]);
      }
      return withTenant(database, admin, async (trx) => {
        await repo.replacePrices(trx, admin.organizationId, items);
        return prices(trx, admin.organizationId);
      });
    },

    getBudgets: (admin: Person): Promise<AiBudgets> =>
      withTenant(database, admin, (trx) => repo.selectBudgets(trx, admin.organizationId)),

    putBudgets: (admin: Person, budgets: AiBudgets): Promise<AiBudgets> =>
      withTenant(database, admin, async (trx) => {
        await repo.upsertBudgets(trx, admin.organizationId, budgets);
        return repo.selectBudgets(trx, admin.organizationId);
      }),

    /** Whether the next call would find no money. */
    isPaused: (organizationId: string): Promise<boolean> =>
      withTenant(database, { organizationId, userId: null, role: 'system' }, async (trx) => {
        const now = clock.now();
        const month = monthOf(now);
        const { spent, refusedAt } = await usage.selectMonth(trx, { organizationId, month, now });
        const { monthlyMicrousd } = await repo.selectBudgets(trx, organizationId);
        return monthlyMicrousd !== null && (refusedAt !== null || spent >= monthlyMicrousd);
      }),

    state: (admin: Person): Promise<AiState> =>
      withTenant(database, admin, async (trx) => {
        const { organizationId } = admin;
        const now = clock.now();
        const month = monthOf(now);
        const state = await usage.selectMonth(trx, { organizationId, month, now });
        const budgets = await repo.selectBudgets(trx, organizationId);
        const limit = budgets.userMonthlyMicrousd;
        return {
          month,
          spentMicrousd: state.spent,
          reservedMicrousd: state.reserved,
          running: state.running,
          monthlyMicrousd: budgets.monthlyMicrousd,
          paused:
            budgets.monthlyMicrousd !== null &&
            (state.refusedAt !== null || state.spent >= budgets.monthlyMicrousd),
          resumesAt: new Date(
            Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1),
          ).toISOString(),
          peopleOverBudget:
            limit === null ? [] : await usage.listPeopleOver(trx, { organizationId, month, limit }),
        };
      }),

    /** @throws AppError `invalid_request` for a period that is empty or longer than 400 days. */
    async usage(admin: Person, query: z.output<typeof getAiUsage.query>) {
      const days = (Date.parse(query.to) - Date.parse(query.from)) / 86_400_000;
      if (days < 0 || days > LONGEST_PERIOD_DAYS) {
        throw new AppError(
          'invalid_request',
          `Choose a period of at most ${LONGEST_PERIOD_DAYS} days that begins before it ends.`,
          [{ path: 'to', message: 'Must not be before `from`, nor too long after it.' }],
        );
      }
      const { organizationId } = admin;
      return withTenant(database, admin, async (trx) => ({
        items: await usage.listUsage(trx, { organizationId, ...query }),
        total: await usage.selectTotals(trx, { organizationId, ...query }),
      }));
    },

    monthly: (admin: Person) =>
      withTenant(database, admin, async (trx) => ({
        items: await usage.listMonthly(trx, {
          organizationId: admin.organizationId,
          month: monthOf(clock.now()),
        }),
      })),
  };
}

export type AiService = ReturnType<typeof createAiService>;
