import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LearnerAssessment } from '../../../contracts/attempts.ts';
import { formatDateTime, formatDuration, formatNumber, formatPercent } from '../../ui/format.ts';

/** What holds for this learner, in a list: only what there is to know. */
export function Rules({ assessment }: { assessment: LearnerAssessment }) {
  const { t } = useTranslation('assessment');
  const written = assessment.kind === 'project' || assessment.kind === 'assignment';
  const rules: [string, ReactNode][] = [
    ['passing', formatPercent(assessment.passingScore / 100)],
    ...(written
      ? []
      : ([
          [
            'questions',
            t('rules.questionsValue', {
              count: assessment.questionCount,
              points: formatNumber(assessment.totalPoints),
            }),
          ],
        ] as [string, ReactNode][])),
    ...(assessment.timeLimitMinutes === null || written
      ? []
      : ([['time', formatDuration(assessment.timeLimitMinutes * 60)]] as [string, ReactNode][])),
    [
      'attempts',
      assessment.attemptsAllowed === null
        ? t('rules.noLimit')
        : t('rules.attemptsValue', {
            left: formatNumber(assessment.attemptsLeft ?? 0),
            count: assessment.attemptsAllowed,
          }),
    ],
    ...(assessment.attemptsAllowed === 1 || written
      ? []
      : ([['counts', t(`rules.retry.${assessment.retryPolicy}`)]] as [string, ReactNode][])),
    ...(['opensAt', 'dueAt', 'closesAt'] as const).flatMap((key): [string, ReactNode][] => {
      const at = assessment[key];
      return at === null ? [] : [[key, formatDateTime(at)]];
    }),
    ...(assessment.latePenaltyPercent > 0 && assessment.dueAt !== null
      ? ([
          [
            'late',
            t('rules.lateValue', { percent: formatPercent(assessment.latePenaltyPercent / 100) }),
          ],
        ] as [string, ReactNode][])
      : []),
  ];
  return (
    <div className="grid gap-4">
      {assessment.instructions ? (
        <p dir="auto" className="prose-measure whitespace-pre-line">
          {assessment.instructions}
        </p>
      ) : null}
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3">
        {rules.map(([key, value]) => (
          <div key={key} className="grid content-start gap-0.5">
            <dt className="text-ink-soft text-sm">{t(`rules.${key}` as 'rules.passing')}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      {assessment.allowBack || written ? null : (
        <p className="text-ink-soft text-ui">{t('rules.noBack')}</p>
      )}
    </div>
  );
}
