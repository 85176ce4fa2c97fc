import type { TenantTransaction } from '../../../db/tenant.ts';
import { newId } from '../../../ids.ts';
import { masteryLevel } from '../domain/mastery.ts';
import { nextItem } from '../domain/next-item.ts';
import type { NextItem } from '../domain/next-item-input.ts';
import { preview } from '../domain/schedule.ts';
import { type CandidatePool, selectCandidates } from '../repo/candidates.ts';
import { type StudyItem, selectOptionalStudyItem } from '../repo/content.ts';
import type { SessionRow } from '../repo/sessions.ts';
import { RECENT_ITEMS, type SessionState, type StepState } from '../state.ts';
import { arrangeChoices } from '../step-view.ts';

const MINUTES_PER_DAY = 1440;

/** State of the session with the next best item as its step; with no step where nothing is left. */
export async function withNextStep(
  trx: TenantTransaction,
  learner: { organizationId: string; userId: string },
  session: SessionRow,
  now: Date,
): Promise<SessionState> {
  const { state } = session;
  const seed = state.seed === '' ? newId() : state.seed;
  const pool = await selectCandidates(trx, { ...learner, materialId: session.materialId, now });
  const recent = remembered(state);
  const choice = nextItem({
    candidates: pool.candidates,
    masteryLevels: new Map(pool.mastery.map((row) => [row.conceptId, masteryLevel(row, now)])),
    prerequisites: pool.prerequisites,
    session: {
      recent,
      targetMinutes: session.targetMinutes,
      elapsedMinutes: session.activeSeconds / 60,
    },
    seed: `${seed}:${session.step}`,
    now,
  });
  const ahead = { seed, recent, previousStepId: state.step?.stepId ?? state.previousStepId };
  // An item may be withdrawn between the choice and the reading; the next best takes its place.
  for (const ranked of choice === null ? [] : [choice, ...choice.alternatives]) {
    const item = await selectOptionalStudyItem(trx, { ...learner, itemId: ranked.itemId });
    if (item === null) continue;
    const number = session.step + 1;
    return { ...ahead, step: newStep({ item, ranked, pool, seed, number, now }) };
  }
  return { ...ahead, step: null };
}

function remembered(state: SessionState): SessionState['recent'] {
  const { step } = state;
  if (step === null) return state.recent;
  const last = {
    itemId: step.itemId,
    type: step.content.type,
    conceptIds: step.concepts.map(({ id }) => id),
    materialId: step.materialId,
  };
  return [...state.recent, last].slice(-RECENT_ITEMS);
}

function newStep(input: {
  item: StudyItem;
  ranked: Pick<NextItem, 'itemId' | 'reason'>;
  pool: CandidatePool;
  seed: string;
  number: number;
  now: Date;
}): StepState {
  const { item, ranked, pool, seed, number, now } = input;
  const stepId = newId();
  const card = pool.candidates.find(({ itemId }) => itemId === item.itemId)?.card ?? null;
  const concept = item.concepts.find(({ id }) => id === ranked.reason.conceptId);
  return {
    ...item,
    stepId,
    number,
    ...arrangeChoices(item.content, seed, stepId),
    intervals: item.content.type === 'flashcard' ? intervalsOf(card, now) : null,
    reason: {
      code: ranked.reason.code,
      conceptName: concept?.name ?? null,
      facts: ranked.reason.facts,
    },
    revealed: false,
    hintsUsed: 0,
    shownAt: now.toISOString(),
    result: null,
  };
}

export function intervalsOf(
  card: Parameters<typeof preview>[0],
  now: Date,
): StepState['intervals'] {
  const days = { again: 0, hard: 0, good: 0, easy: 0 };
  for (const { rating, intervalMinutes } of preview(card, now)) {
    days[rating] = intervalMinutes / MINUTES_PER_DAY;
  }
  return days;
}
