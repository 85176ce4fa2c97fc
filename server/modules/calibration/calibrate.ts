import type { Database } from '../../db/database.ts';
import { type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { Clock } from '../../ports/clock.ts';
import { guessRate } from '../items/index.ts';
import { flagsOf } from './domain/flags.ts';
import { calculate } from './domain/statistics.ts';
import * as repo from './repo.ts';

/** Questions calculated in one transaction. */
const BATCH = 20;
/** Fewer answers to other questions say nothing of a learner. */
const LEAST_REST = 5;
/** An answer carries the time at which its transaction began, which may end later than this reads. */
const OVERLAP_MS = 10 * 60_000;

/** The options that a response chose, by index. */
function chosenIn(response: repo.FirstAnswerRow['response']): readonly number[] {
  if (response === null) return [];
  if ('optionIndex' in response) return [response.optionIndex];
  return 'optionIndexes' in response ? response.optionIndexes : [];
}

/** Mean score of a learner on all questions but one. */
function restScores(standings: readonly repo.Standing[]) {
  const byKey = new Map(standings.map((row) => [`${row.userId} ${row.itemId ?? ''}`, row]));
  return (userId: string, itemId: string): number | null => {
    const all = byKey.get(`${userId} `);
    const own = byKey.get(`${userId} ${itemId}`);
    const count = (all?.count ?? 0) - (own?.count ?? 0);
    return count < LEAST_REST ? null : ((all?.sum ?? 0) - (own?.sum ?? 0)) / count;
  };
}

async function calibrateBatch(
  trx: TenantTransaction,
  organizationId: string,
  itemIds: readonly string[],
  now: Date,
): Promise<void> {
  const questions = await repo.listQuestions(trx, organizationId, itemIds);
  const rows = await repo.listFirstAnswers(trx, organizationId, itemIds);
  const byItem = Map.groupBy(rows, (row) => row.itemId);
  const rest = restScores(
    await repo.listStandings(trx, organizationId, {
      userIds: [...new Set(rows.map((row) => row.userId))],
      itemIds,
    }),
  );
  const calculated = questions.map(({ id, version, answerKey, answers, skips }) => {
    const options = 'options' in answerKey ? answerKey.options : [];
    const statistics = calculate(
      (byItem.get(id) ?? []).map((row) => ({
        score: row.score,
        rest: rest(row.userId, id),
        chosen: chosenIn(row.response),
        responseMs: row.responseMs,
        hinted: row.hinted,
      })),
      options.length,
    );
    const flags = flagsOf(statistics, {
      chance: guessRate(answerKey),
      correct: options.map(({ correct }) => correct),
      essay: answerKey.questionType === 'essay',
    });
    return { ...statistics, itemId: id, version, answers, skips, flags };
  });
  await repo.upsertStatistics(trx, organizationId, calculated, now);
}

/**
 * Brings the statistics of an organization up to its newest answers: only questions with answers
 * since the last time are calculated, each batch in its own transaction. May be repeated at will.
 */
export async function calibrate(
  { database, clock }: { database: Database; clock: Clock },
  organizationId: string,
  signal?: AbortSignal,
): Promise<{ questions: number }> {
  const system = { organizationId, userId: null, role: 'system' } as const;
  const now = clock.now();
  const itemIds = await withTenant(database, system, async (trx) => {
    const to = await repo.selectCalculatedTo(trx, organizationId);
    const since = to === null ? new Date(0) : new Date(to.getTime() - OVERLAP_MS);
    return repo.listAnsweredSince(trx, organizationId, since);
  });
  for (let at = 0; at < itemIds.length; at += BATCH) {
    signal?.throwIfAborted();
    const batch = itemIds.slice(at, at + BATCH);
    await withTenant(database, system, (trx) => calibrateBatch(trx, organizationId, batch, now));
  }
  await withTenant(database, system, (trx) => repo.upsertCalculatedTo(trx, organizationId, now));
  return { questions: itemIds.length };
}
