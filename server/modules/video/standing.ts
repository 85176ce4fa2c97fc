import { GradingCriteria } from '../../../contracts/items.ts';
import type { PlayerMilestone } from '../../../contracts/player.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import {
  type Criteria,
  type MilestoneState,
  type QuestionStanding,
  scoreOf,
  stateOf,
} from './domain/passing.ts';
import { type Gate, gateOf } from './domain/watching.ts';
import * as attempts from './repo/attempts.ts';
import * as milestones from './repo/milestones.ts';
import type { ViewKey } from './repo/views.ts';

export type AskedQuestion = QuestionStanding & {
  itemId: string;
  criteria: Criteria;
  /** Number of the next try. */
  next: number;
  correct: boolean;
};

export type AskedMilestone = {
  id: string;
  atSeconds: number;
  title: string;
  isRequired: boolean;
  passShare: number;
  questions: AskedQuestion[];
  score: number;
  state: MilestoneState;
};

export type Standing = { milestones: AskedMilestone[]; gate: Gate | null };

/**
 * The milestones that learners meet (active, with a question to ask) and how one learner stands at
 * each; with `key` null as somebody who has answered nothing and is held up nowhere.
 */
export async function readStanding(
  trx: TenantTransaction,
  { organizationId, videoId }: { organizationId: string; videoId: string },
  key: ViewKey | null,
): Promise<Standing> {
  const rows = (await milestones.listMilestones(trx, { organizationId, videoId })).filter(
    ({ status }) => status === 'active',
  );
  if (rows.length === 0) return { milestones: [], gate: null };
  const questions = await milestones.listQuestions(trx, {
    organizationId,
    milestoneIds: rows.map(({ id }) => id),
  });
  const tried = key === null ? [] : await attempts.listAttempts(trx, key);
  const passed = key === null ? new Set<string>() : await attempts.listPassed(trx, key);
  const asked = rows.flatMap((row): AskedMilestone[] => {
    const mine = questions
      .filter(({ milestoneId, usable }) => milestoneId === row.id && usable)
      .map((question): AskedQuestion => {
        const record = tried.find(
          ({ milestoneId, itemId }) => milestoneId === row.id && itemId === question.itemId,
        );
        const criteria = GradingCriteria.safeParse(question.gradingCriteria);
        return {
          itemId: question.itemId,
          points: question.points,
          retryLimit: row.retry_limit ?? question.retryLimit,
          attempts: record?.attempts ?? 0,
          best: record?.best ?? null,
          next: (record?.last ?? 0) + 1,
          correct: record?.correct ?? false,
          criteria: criteria.success ? criteria.data : null,
        };
      });
    if (mine.length === 0) return [];
    return [
      {
        id: row.id,
        atSeconds: row.at_seconds,
        title: row.title,
        isRequired: row.is_required,
        passShare: row.pass_share,
        questions: mine,
        score: scoreOf(mine),
        state: stateOf(mine, row.pass_share, passed.has(row.id)),
      },
    ];
  });
  const gate = gateOf(
    asked.map(({ id, atSeconds, isRequired, state }) => ({
      id,
      atMs: Math.round(atSeconds * 1000),
      isRequired,
      passed: state === 'passed',
    })),
  );
  return { milestones: asked, gate: key === null ? null : gate };
}

export function viewStanding(milestone: AskedMilestone): PlayerMilestone {
  const { id, atSeconds, title, isRequired, questions, state } = milestone;
  return { id, atSeconds, title, isRequired, questionCount: questions.length, state };
}
