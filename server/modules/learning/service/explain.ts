import type { StudySession } from '../../../../contracts/learning.ts';
import { type TenantContext, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import type { ModelAids } from '../../generation/index.ts';
import { selectLanguage } from '../repo/content.ts';
import * as sessions from '../repo/sessions.ts';
import { rightAnswers } from '../step-view.ts';
import { currentStep, viewSession } from './study.ts';

type Learner = TenantContext & { userId: string };

/** A model's explanation of a wrong answer, on the learner's wish. */
export function createExplainService(
  { database, clock }: Pick<Deps, 'database' | 'clock'>,
  aids: Pick<ModelAids, 'explainMistake'>,
) {
  /**
   * Explains the answer of the step that is shown, from the spans that the question rests on. What
   * was explained stays with the step, so that it is there after a reload and is paid for once.
   *
   * @throws AppError `not_found`, `conflict` where there is no wrong answer to explain or the model
   *   finds nothing in the source, and what the model's aid throws.
   */
  return async (
    learner: Learner,
    { id, stepId }: { id: string; stepId: string },
    signal: AbortSignal,
  ): Promise<StudySession> => {
    const { organizationId, userId } = learner;
    const asked = await withTenant(database, learner, async (trx) => {
      const session = await sessions.selectOptionalSession(trx, { ...learner, id, lock: false });
      if (session === null) throw notFound('study session');
      const step = currentStep(session, stepId);
      const { materialId } = step;
      return { session, step, language: await selectLanguage(trx, { organizationId, materialId }) };
    });
    const { step } = asked;
    if (step.result?.explained) return viewSession(asked.session);
    if (step.content.type !== 'question' || step.result?.correct !== false)
      throw new AppError('conflict', 'There is no wrong answer to explain here.');
    const told = await aids.explainMistake(
      { organizationId, userId },
      {
        stem: step.content.stem,
        rightAnswer: step.result.answer || rightAnswers(step.content).join('; '),
        answer: step.result.response,
        quotes: step.sources.map(({ quote }) => quote),
        language: asked.language,
      },
      signal,
    );
    if (told === null)
      throw new AppError(
        'conflict',
        'The model found nothing in the source that explains it. Read the cited passage instead.',
      );
    const explained = {
      text: told.explanation,
      misconception: told.misconception,
      quotes: told.citations.map(
        ({ passage, start, end }) => step.sources[passage]?.quote.slice(start, end) ?? '',
      ),
    };
    return withTenant(database, learner, async (trx) => {
      const session = await sessions.selectOptionalSession(trx, { ...learner, id, lock: true });
      if (session === null) throw notFound('study session');
      const now = currentStep(session, stepId);
      const result = now.result && { ...now.result, explained };
      const state = { ...session.state, step: { ...now, result } };
      await sessions.updateSessionState(
        trx,
        { organizationId, id },
        { state, step: session.step, now: clock.now() },
      );
      return viewSession({ ...session, state });
    });
  };
}
