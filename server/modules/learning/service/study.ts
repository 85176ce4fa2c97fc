import type { StepAnswer, StudySession } from '../../../../contracts/learning.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { settingsOf } from '../../tenancy/index.ts';
import { evaluate } from '../evaluate.ts';
import { recordAnswer } from '../repo/answers.ts';
import { insertOpenAnswer } from '../repo/open-answers.ts';
import * as sessions from '../repo/sessions.ts';
import { emptyState, type SessionState, type StepState } from '../state.ts';
import { viewStep } from '../step-view.ts';
import { withNextStep } from './next-step.ts';

type Learner = TenantContext & { userId: string };
type StepKey = { id: string; stepId: string };

/** After so long a sitting whose planned time is used up is over, even if nobody ended it. */
const IDLE_MS = 6 * 3_600_000;
/** Longer than this over one item means that the learner was elsewhere. */
const LONGEST_ITEM_MS = 5 * 60_000;

export function viewSession(session: sessions.SessionRow): StudySession {
  const planned = session.targetMinutes * 60;
  return {
    id: session.id,
    status: session.status,
    materialId: session.materialId,
    materialTitle: session.materialTitle,
    targetMinutes: session.targetMinutes,
    answered: session.answered,
    correct: session.correct,
    progress: Math.min(1, session.activeSeconds / planned),
    startedAt: session.startedAt.toISOString(),
    endedAt: session.endedAt?.toISOString() ?? null,
    step: session.state.step === null ? null : viewStep(session.state.step),
  };
}

/** Study sessions: one under way per learner, the same step on every device. */
export function createStudyService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  /** The session with its step, after choosing another one where the present one cannot stay. */
  async function goOn(
    trx: TenantTransaction,
    learner: Learner,
    session: sessions.SessionRow,
    now: Date,
  ): Promise<sessions.SessionRow> {
    const state = await withNextStep(trx, learner, session, now);
    const step = state.step?.number ?? session.step;
    const key = { organizationId: learner.organizationId, id: session.id };
    await sessions.updateSessionState(trx, key, { state, step, now });
    return { ...session, state, step, stepVisible: true };
  }

  async function lockOwn(trx: TenantTransaction, learner: Learner, id: string) {
    const session = await sessions.selectOptionalSession(trx, { ...learner, id, lock: true });
    if (session === null) throw notFound('study session');
    return session;
  }

  return {
    /** A step whose item was withdrawn gives way to another one; else nothing is written. */
    getCurrent(learner: Learner): Promise<{ session: StudySession | null }> {
      return withTenant(database, learner, async (trx) => {
        const key = { ...learner, id: 'active' } as const;
        let session = await sessions.selectOptionalSession(trx, { ...key, lock: false });
        if (session !== null && isWithdrawn(session)) {
          session = await sessions.selectOptionalSession(trx, { ...key, lock: true });
          if (session !== null && isWithdrawn(session)) {
            session = await goOn(trx, learner, session, clock.now());
          }
        }
        return { session: session === null ? null : viewSession(session) };
      });
    },

    /**
     * Goes on with the session under way, or begins one. A new one takes its place (and it ends,
     * with all that was answered kept) where another material is asked for by name, or where its
     * time is used up and it has nothing left or has rested for hours.
     */
    start(
      learner: Learner,
      wish: { materialId?: string | undefined; minutes?: number | undefined },
    ): Promise<StudySession> {
      return withTenant(database, learner, async (trx) => {
        const now = clock.now();
        const { organizationId } = learner;
        const materialId = wish.materialId ?? null;
        if (
          materialId !== null &&
          !(await sessions.isMaterialVisible(trx, { organizationId, materialId }))
        ) {
          throw notFound('material');
        }
        const key = { ...learner, id: 'active', lock: true } as const;
        let session = await sessions.selectOptionalSession(trx, key);
        if (session !== null && givesWay(session, materialId, now)) {
          await sessions.completeSession(trx, { organizationId, id: session.id }, now);
          session = null;
        }
        session ??= await sessions.insertSession(trx, {
          ...learner,
          id: newId(),
          materialId,
          targetMinutes: wish.minutes ?? (await settingsOf(trx, learner)).sessionMinutes,
          state: emptyState(newId()),
          now,
        });
        // Another device was quicker: its session is the one.
        session ??= await sessions.selectOptionalSession(trx, key);
        if (session === null) throw new AppError('conflict', 'The session ended; start again.');
        if (session.state.step === null || isWithdrawn(session)) {
          session = await goOn(trx, learner, session, now);
        }
        return viewSession(session);
      });
    },

    answer(
      learner: Learner,
      { id: sessionId, stepId }: StepKey,
      input: { answer: StepAnswer; responseMs: number },
    ): Promise<StudySession> {
      return withTenant(database, learner, async (trx) => {
        const locked = await sessions.lockSessionToAnswer(trx, { ...learner, id: sessionId });
        if (locked === null) throw notFound('study session');
        const { session, knowledge } = locked;
        const step = currentStep(session, stepId);
        if (step.result !== null) return viewSession(session);
        refuseWithdrawn(session);
        const now = clock.now();
        const evaluation = evaluate({
          step,
          answer: input.answer,
          responseMs: input.responseMs,
          mastery: new Map(knowledge.mastery.map((row) => [row.conceptId, row])),
          card: knowledge.card,
          now,
        });
        const state: SessionState = {
          ...session.state,
          step: { ...step, result: evaluation.result },
        };
        const activeSeconds = Math.round(Math.min(input.responseMs, LONGEST_ITEM_MS) / 1000);
        const id = newId();
        await recordAnswer(trx, {
          id,
          organizationId: learner.organizationId,
          userId: learner.userId,
          sessionId: session.id,
          step,
          evaluation,
          state,
          responseMs: input.responseMs,
          activeSeconds,
          now,
        });
        if (evaluation.result.pending && step.content.type === 'question') {
          await insertOpenAnswer(trx, {
            organizationId: learner.organizationId,
            id,
            userId: learner.userId,
            itemId: step.itemId,
            version: step.content.version,
            text: evaluation.result.response,
            maxPoints: step.content.points,
            confidence: evaluation.confidence,
            hintsUsed: step.hintsUsed,
            responseMs: input.responseMs,
            now,
          });
        }
        const counts = evaluation.kind === 'answer' || evaluation.kind === 'card_review';
        return viewSession({
          ...session,
          state,
          answered: session.answered + (counts ? 1 : 0),
          correct: session.correct + (counts && evaluation.result.correct === true ? 1 : 0),
          activeSeconds: session.activeSeconds + activeSeconds,
        });
      });
    },

    /** Turns the card, or opens one more hint; after the answer both change nothing. */
    reveal(
      learner: Learner,
      { id, stepId }: StepKey,
      what: 'back' | 'hint',
    ): Promise<StudySession> {
      return withTenant(database, learner, async (trx) => {
        const session = await lockOwn(trx, learner, id);
        const step = currentStep(session, stepId);
        const revealed = revealIn(step, what);
        if (revealed === step) return viewSession(session);
        refuseWithdrawn(session);
        const state: SessionState = { ...session.state, step: revealed };
        const key = { organizationId: learner.organizationId, id };
        await sessions.updateSessionState(trx, key, {
          state,
          step: session.step,
          now: clock.now(),
        });
        return viewSession({ ...session, state });
      });
    },

    /** Sent twice for the same step, it goes on once. */
    next(learner: Learner, { id, stepId }: StepKey): Promise<StudySession> {
      return withTenant(database, learner, async (trx) => {
        const session = await lockOwn(trx, learner, id);
        if (session.status === 'active' && session.state.previousStepId === stepId) {
          return viewSession(session);
        }
        const step = currentStep(session, stepId);
        if (step.result === null && !isWithdrawn(session)) {
          throw new AppError('conflict', 'Answer or skip this step first.');
        }
        return viewSession(await goOn(trx, learner, session, clock.now()));
      });
    },

    end(learner: Learner, id: string): Promise<StudySession> {
      return withTenant(database, learner, async (trx) => {
        const session = await lockOwn(trx, learner, id);
        if (session.status === 'completed') return viewSession(session);
        const now = clock.now();
        await sessions.completeSession(trx, { organizationId: learner.organizationId, id }, now);
        return viewSession({
          ...session,
          status: 'completed',
          endedAt: now,
          state: emptyState(session.state.seed),
        });
      });
    },
  };
}

export type StudyService = ReturnType<typeof createStudyService>;

/** An answered step stays: the learner is reading the explanation. */
function isWithdrawn({ state, stepVisible }: sessions.SessionRow): boolean {
  return state.step !== null && state.step.result === null && !stepVisible;
}

function givesWay(session: sessions.SessionRow, materialId: string | null, now: Date): boolean {
  if (materialId !== null && materialId !== session.materialId) return true;
  const timeUsed = session.activeSeconds >= session.targetMinutes * 60;
  const rested = now.getTime() - session.lastActivityAt.getTime() > IDLE_MS;
  return timeUsed && (session.state.step === null || rested);
}

/** @throws AppError `conflict`, naming the step that is shown now. */
export function currentStep(session: sessions.SessionRow, stepId: string): StepState {
  if (session.status !== 'active') {
    throw new AppError('conflict', 'This session has ended; nothing was counted.');
  }
  const { step } = session.state;
  if (step === null || step.stepId !== stepId) {
    throw new AppError('conflict', 'The session has gone on elsewhere; load it and go on there.', [
      { path: 'stepId', message: step === null ? 'nothing is left' : step.stepId },
    ]);
  }
  return step;
}

function refuseWithdrawn(session: sessions.SessionRow): void {
  if (isWithdrawn(session)) {
    throw new AppError('conflict', 'This item was withdrawn; load the session for another one.');
  }
}

function revealIn(step: StepState, what: 'back' | 'hint'): StepState {
  if (step.result !== null) return step;
  const { content } = step;
  if (what === 'back') {
    return content.type === 'flashcard' && !step.revealed ? { ...step, revealed: true } : step;
  }
  return content.type === 'question' && step.hintsUsed < content.hints.length
    ? { ...step, hintsUsed: step.hintsUsed + 1 }
    : step;
}
