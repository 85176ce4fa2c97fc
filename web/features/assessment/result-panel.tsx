import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AttemptResult } from '../../../contracts/attempts.ts';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDateTime, formatNumber, formatPercent } from '../../ui/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AnswerFields } from '../learning/answers/answer-fields.tsx';
import { stemOf } from '../learning/answers/question-form.tsx';
import { StepResultPanel } from '../learning/step-result.tsx';
import { givenFrom } from './given-answers.ts';
import { resultQuery } from './queries.ts';

/** What came out of an attempt, as far as it is told. */
export function ResultPanel({ attemptId }: { attemptId: string }) {
  const result = useQuery(resultQuery(attemptId));
  if (result.error && !result.data)
    return <ErrorState compact error={result.error} onRetry={() => void result.refetch()} />;
  return result.data ? <Result result={result.data} /> : <Skeleton className="h-24" />;
}

function Result({ result }: { result: AttemptResult }) {
  const { t } = useTranslation('assessment');
  return (
    <div className="grid gap-6">
      {result.percent === null ? (
        <p>{t(result.status === 'submitted' ? 'result.waiting' : 'result.held')}</p>
      ) : (
        <p>
          {t('result.score', {
            score: formatNumber(result.score ?? 0),
            max: formatNumber(result.maxScore),
            percent: formatPercent(result.percent / 100),
          })}
        </p>
      )}
      {result.latePenalty > 0 ? (
        <p className="text-ink-soft text-ui">
          {t('result.late', { percent: formatPercent(result.latePenalty / 100) })}
        </p>
      ) : null}
      {result.submittedBy === 'time' ? (
        <p className="text-ink-soft text-ui">{t('result.byTime')}</p>
      ) : null}
      {result.answersHidden ? (
        <Callout>
          {result.answersHidden === 'after_close' && result.answersFrom
            ? t('result.hidden.from', { date: formatDateTime(result.answersFrom) })
            : t(`result.hidden.${result.answersHidden}`)}
        </Callout>
      ) : null}
      <ol className="grid gap-8">
        {result.questions.map((one) => (
          <li key={one.position} className="grid gap-4 border-line border-t pt-5">
            <div className="flex flex-wrap items-baseline justify-between gap-3">
              <h3 dir="auto" className="font-semibold">
                {formatNumber(one.position)}. {stemOf(one.question)}
              </h3>
              <span className="shrink-0 text-ink-soft text-sm tabular-nums">
                {one.score === null
                  ? t('result.ungraded')
                  : t('result.points', {
                      score: formatNumber(one.score),
                      max: formatNumber(one.points),
                    })}
              </span>
            </div>
            {one.question.options.length > 0 && one.question.questionType !== 'ordering' ? (
              <AnswerFields
                item={one.question}
                given={givenFrom(one.question, null)}
                change={() => undefined}
                open={false}
                result={one.result}
              />
            ) : null}
            <StepResultPanel
              result={{ ...one.result, mastery: [], nextDueAt: null, explained: null }}
              source={{ materialId: null, materialTitle: t('result.source'), places: one.sources }}
            />
            {one.criteria.length > 0 ? (
              <ul className="grid gap-2">
                {one.rubric.map(({ criterion, points }, index) => (
                  <li key={criterion} className="grid gap-0.5 text-ui">
                    <span className="flex justify-between gap-3">
                      <span dir="auto">{criterion}</span>
                      <span className="tabular-nums">
                        {t('result.points', {
                          score: formatNumber(one.criteria[index]?.points ?? 0),
                          max: formatNumber(points),
                        })}
                      </span>
                    </span>
                    {one.criteria[index]?.comment ? (
                      <span dir="auto" className="text-ink-soft">
                        {one.criteria[index].comment}
                      </span>
                    ) : null}
                  </li>
                ))}
              </ul>
            ) : null}
            {one.comment ? (
              <Callout title={t('result.comment')}>
                <span dir="auto">{one.comment}</span>
              </Callout>
            ) : null}
          </li>
        ))}
      </ol>
    </div>
  );
}
