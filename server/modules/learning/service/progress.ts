import type { ConceptMastery, Progress } from '../../../../contracts/learning.ts';
import { type TenantContext, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { addDays } from '../domain/activity.ts';
import { retentionForecast } from '../domain/forecast.ts';
import { explainMastery, type MasteryState, masteryBand } from '../domain/mastery.ts';
import { isDue } from '../domain/schedule.ts';
import { estimateMinutes } from '../domain/workload.ts';
import { listActivity, selectTimeZone, selectTotals } from '../repo/activity.ts';
import { type ConceptRow, listCards, listConcepts, listEdges } from '../repo/knowledge.ts';
import { activitySince, calendarOf } from './days.ts';

const CONCEPT_LIMIT = 300;
const FORECAST_DAYS = 14;

/** The mastery model's state in a row; null for a concept that was never practised. */
export function masteryState(
  row: Pick<ConceptRow, 'logit' | 'evidence' | 'stabilityDays' | 'lastPracticedAt'>,
): MasteryState | null {
  const { logit, evidence, stabilityDays, lastPracticedAt } = row;
  if (logit === null || evidence === null || stabilityDays === null || lastPracticedAt === null) {
    return null;
  }
  return { logit, evidence, stabilityDays, lastPracticedAt: lastPracticedAt.toISOString() };
}

/** What a learner knows, what is due and how they have studied. */
export function createProgressService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  return {
    /** With a material, concepts and cards are those of it; time, streak and accuracy are overall. */
    get(
      learner: TenantContext & { userId: string },
      { materialId = null }: { materialId?: string | null | undefined },
    ): Promise<Progress> {
      return withTenant(database, learner, async (trx) => {
        const now = clock.now();
        const { organizationId, userId } = learner;
        const scope = { organizationId, userId, materialId };
        const { concepts, total } = await listConcepts(trx, { ...scope, limit: CONCEPT_LIMIT });
        const conceptIds = concepts.map(({ conceptId }) => conceptId);
        const edges = await listEdges(trx, { organizationId, conceptIds });
        const cards = await listCards(trx, scope);
        const totals = await selectTotals(trx, scope);
        const since = activitySince(now);
        const spans = await listActivity(trx, { organizationId, userId, since });
        const days = calendarOf(spans, await selectTimeZone(trx, userId), now);

        const mastery = concepts.map((row) => conceptMastery(row, now));
        const dueNow = cards.filter((card) => isDue(card, now)).length;
        return {
          concepts: mastery,
          edges,
          counts: countBands(mastery, total),
          dueNow,
          dueMinutes: estimateMinutes({ flashcards: dueNow, questions: 0, nuggets: 0 }),
          forecast: retentionForecast(cards, FORECAST_DAYS, days.midnight).map(
            ({ day, due, retention }) => ({
              date: addDays(days.today, day),
              due,
              retention,
            }),
          ),
          activity: days.activity,
          streakDays: days.streakDays,
          totalMinutes: totals.seconds / 60,
          accuracy: totals.answered === 0 ? null : totals.correct / totals.answered,
        };
      });
    },
  };
}

export type ProgressService = ReturnType<typeof createProgressService>;

function conceptMastery(row: ConceptRow, now: Date): ConceptMastery {
  const state = masteryState(row);
  const known = explainMastery(state, now);
  return {
    conceptId: row.conceptId,
    name: row.name,
    definition: row.definition,
    level: state === null ? null : known.level,
    evidence: known.evidence,
    retrievability: known.retrievability,
    lastPracticedAt: row.lastPracticedAt?.toISOString() ?? null,
    itemCount: row.itemCount,
  };
}

/** Practised concepts come first in the list; those beyond its end count as untouched. */
function countBands(concepts: readonly ConceptMastery[], total: number): Progress['counts'] {
  const counts = { mastered: 0, learning: 0, weak: 0, untouched: total - concepts.length };
  for (const { level } of concepts) {
    if (level === null) counts.untouched += 1;
    else counts[BAND[masteryBand(level)]] += 1;
  }
  return counts;
}

const BAND = { weak: 'weak', growing: 'learning', mastered: 'mastered' } as const;
