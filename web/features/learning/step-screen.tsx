import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepAnswer, StudySession, StudyStep } from '../../../contracts/learning.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { ExplainMistake } from './explain-mistake.tsx';
import { FlashcardStep } from './flashcard-step.tsx';
import { NuggetStep } from './nugget-step.tsx';
import { QuestionStep } from './question-step.tsx';
import { ReportButton } from './report-button.tsx';
import { StepResultPanel } from './step-result.tsx';
import { useStopwatch } from './use-stopwatch.ts';
import type { Study } from './use-study.ts';

const BODIES = { nugget: NuggetStep, flashcard: FlashcardStep, question: QuestionStep };

/** Nothing but the item: a thin bar above, the answer below, the way out beside. */
export function StepScreen({
  session,
  step,
  study,
  label,
}: {
  session: StudySession;
  step: StudyStep;
  study: Study;
  label: string;
}) {
  const { t } = useTranslation('learning');
  const navigate = useNavigate();
  const elapsed = useStopwatch(step.id);
  const [why, setWhy] = useState(false);
  const top = useRef<HTMLHeadingElement>(null);
  const answered = step.result !== null;
  const Body = BODIES[step.item.type];
  const send = (answer: StepAnswer) => study.answer.mutate({ answer, responseMs: elapsed() });
  const goOn = () => study.next.mutate();
  useEffect(() => top.current?.focus({ preventScroll: false }), []);
  useHotkeys([
    {
      keys: 'Enter',
      description: t('study.continue'),
      run: goOn,
      disabled: !answered || study.next.isPending,
    },
  ]);
  const error = study.answer.error ?? study.next.error ?? study.reveal.error;
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-6 pb-28">
      <div className="flex items-center gap-4">
        <Progress
          thin
          hideLabel
          value={session.progress}
          label={t('study.progress')}
          className="flex-1"
        />
        <Button size="small" variant="quiet" onClick={() => void navigate({ to: '/' })}>
          {t('study.leave')}
        </Button>
        <Button
          size="small"
          variant="quiet"
          loading={study.end.isPending}
          onClick={() => study.end.mutate()}
        >
          {t('study.end')}
        </Button>
      </div>
      <p className="text-ink-faint text-sm">
        {t(`study.kind.${step.item.type}`)} · <span dir="auto">{step.materialTitle}</span>
      </p>
      <h1 ref={top} tabIndex={-1} className="sr-only">
        {`${label}: ${t(`study.kind.${step.item.type}`)} ${step.number}`}
      </h1>
      {error ? <ErrorState compact error={error} /> : null}
      <Body step={step} study={study} send={send} />
      {step.result ? (
        <>
          <StepResultPanel
            result={step.result}
            source={{
              materialId: step.materialId,
              materialTitle: step.materialTitle,
              places: step.item.type === 'nugget' ? [] : step.sources,
            }}
          />
          <ExplainMistake key={step.id} result={step.result} study={study} />
        </>
      ) : null}
      {answered ? (
        <Button variant="primary" size="large" loading={study.next.isPending} onClick={goOn}>
          {t('study.continue')}
        </Button>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button size="small" variant="quiet" aria-expanded={why} onClick={() => setWhy(!why)}>
          {t('study.why')}
        </Button>
        {answered ? null : (
          <Button size="small" variant="quiet" onClick={() => send({ kind: 'skip' })}>
            {t('study.skip')}
          </Button>
        )}
        <ReportButton itemId={step.itemId} />
      </div>
      {why ? (
        <Callout live>
          {t(`reason.${step.reason.code}`, {
            concept: step.reason.conceptName ?? t('reason.thisConcept'),
          })}
        </Callout>
      ) : null}
    </div>
  );
}
