import { Flag } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperQuestion } from '../../../contracts/attempts.ts';
import type { StepAnswer } from '../../../contracts/learning.ts';
import { Button } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { AnswerFields } from '../learning/answers/answer-fields.tsx';
import { stemOf } from '../learning/answers/question-form.tsx';
import { type Given, useGiven } from '../learning/answers/use-given.ts';
import { useStopwatch } from '../learning/use-stopwatch.ts';
import { givenFrom, keptAnswer } from './given-answers.ts';

/** A question of the paper, with the answer as far as it is given. */
export function AttemptQuestion({
  question: one,
  count,
  answer,
  withSection,
  flagged,
  onFlag,
  onGive,
}: {
  question: PaperQuestion;
  count: number;
  answer: StepAnswer | null;
  /** Whether the section begins with this question. */
  withSection: boolean;
  flagged: boolean;
  onFlag: (() => void) | undefined;
  onGive: (answer: StepAnswer | null, elapsedMs: number) => void;
}) {
  const { t } = useTranslation('assessment');
  const { position, question, points } = one;
  const heading = useId();
  const elapsed = useStopwatch(String(position));
  const { given, change } = useGiven(question, givenFrom(question, answer));
  const give = (part: Partial<Given>) => {
    change(part);
    onGive(keptAnswer(question, { ...given, ...part }), elapsed());
  };
  return (
    <section
      id={`question-${position}`}
      aria-labelledby={heading}
      className="grid scroll-mt-16 gap-5"
    >
      {withSection && (one.sectionTitle || one.sectionInstructions) ? (
        <header className="grid gap-1 border-line border-b pb-3">
          {one.sectionTitle ? (
            <h2 dir="auto" className="font-semibold text-xl">
              {one.sectionTitle}
            </h2>
          ) : null}
          {one.sectionInstructions ? (
            <p dir="auto" className="prose-measure whitespace-pre-line text-ink-soft">
              {one.sectionInstructions}
            </p>
          ) : null}
        </header>
      ) : null}
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center justify-between gap-3 text-ink-soft text-sm">
          <span>
            {t('attempt.question', { n: formatNumber(position), count })} ·{' '}
            {t('attempt.points', { count: points })}
          </span>
          {onFlag ? (
            <Button
              size="small"
              variant="quiet"
              aria-pressed={flagged}
              icon={
                <Flag
                  aria-hidden
                  className={`size-4 ${flagged ? 'fill-caution text-caution' : ''}`}
                />
              }
              onClick={onFlag}
            >
              {t(flagged ? 'attempt.unflag' : 'attempt.flag')}
            </Button>
          ) : null}
        </p>
        <h3 id={heading} dir="auto" className="font-semibold text-lg leading-snug">
          {stemOf(question)}
        </h3>
      </div>
      <AnswerFields item={question} given={given} change={give} open result={null} />
      {question.questionType === 'multiple_choice' && answer !== null ? (
        <Button
          size="small"
          variant="quiet"
          className="justify-self-start"
          onClick={() => give({ optionIds: [] })}
        >
          {t('attempt.clear')}
        </Button>
      ) : null}
    </section>
  );
}
