import type { Database } from '../../db/database.ts';
import { type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { Clock } from '../../ports/clock.ts';
import { guessRate } from '../items/index.ts';
import { flagsOf } from './domain/flags.ts';
import { calculate } from './domain/statistics.ts';
import * as repo from './repo.ts';

/** Questions calculated together. */
const BATCH = 20;
/** Learners whose other answers are read in one statement. */
const USERS = 300;
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
  const byUser = Map.groupBy(standings, (row) => row.userId);
  return (userId: string, itemId: string): number | null => {
    let [sum, count] = [0, 0];
    for (const row of byUser.get(userId) ?? []) {
      if (row.itemId === itemId) continue;
      sum += row.sum;
      count += row.count;
    }
    return count < LEAST_REST ? null : sum / count;
  };
}

type InTenant = <T>(work: (trx: TenantTransaction) => Promise<T>) => Promise<T>;

/** Short transactions: on the embedded database everybody else waits while one is open. */
async function calibrateBatch(
  inTenant: InTenant,
  organizationId: string,
  itemIds: readonly string[],
  now: Date,
): Promise<void> {
  const questions = await inTenant((trx) => repo.listQuestions(trx, organizationId, itemIds));
  const rows = await inTenant((trx) => repo.listFirstAnswers(trx, organizationId, itemIds));
  const byItem = Map.groupBy(rows, (row) => row.itemId);
  const userIds = [...new Set(rows.map((row) => row.userId))];
  const standings: repo.Standing[] = [];
  for (let from = 0; from < userIds.length; from += USERS) {
    const users = { userIds: userIds.slice(from, from + USERS), itemIds };
    standings.push(...(await inTenant((trx) => repo.listStandings(trx, organizationId, users))));
  }
  const rest = restScores(standings);
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
  await inTenant((trx) => repo.upsertStatistics(trx, organizationId, calculated, now));
}

/**
 * Brings the statistics of an organization up to its newest answers: only questions with answers
 * since the last time are calculated, a few at a time. May be repeated at will.
 */
export async function calibrate(
  { database, clock }: { database: Database; clock: Clock },
  organizationId: string,
  signal?: AbortSignal,
): Promise<{ questions: number }> {
  const system = { organizationId, userId: null, role: 'system' } as const;
  const inTenant: InTenant = (work) => withTenant(database, system, work);
  const now = clock.now();
  const itemIds = await inTenant(async (trx) => {
    const to = await repo.selectCalculatedTo(trx, organizationId);
    const since = to === null ? new Date(0) : new Date(to.getTime() - OVERLAP_MS);
    return repo.listAnsweredSince(trx, organizationId, since);
  });
  for (let at = 0; at < itemIds.length; at += BATCH) {
    signal?.throwIfAborted();
    const batch = itemIds.slice(at, at + BATCH);
    await calibrateBatch(inTenant, organizationId, batch, now);
  }
  await inTenant((trx) => repo.upsertCalculatedTo(trx, organizationId, now));
  return { questions: itemIds.length };
}
