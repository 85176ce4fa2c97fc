import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getAnalysis } from '../../../../contracts/assessment.ts';
import { api } from '../../../api/client.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Figure, Figures } from '../../../ui/figure.tsx';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { Section } from '../../../ui/section.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { OptionBars } from '../../statistics/option-bars.tsx';

/** How an assessment went: the spread of results, and each question by difficulty and sharpness. */
export function AnalysisPanel({ assessmentId }: { assessmentId: string }) {
  const { t } = useTranslation('assessing');
  const analysis = useQuery({
    queryKey: ['assessment', 'analysis', assessmentId],
    queryFn: ({ signal }) => api(getAnalysis, { params: { id: assessmentId }, signal }),
  });
  if (analysis.error)
    return <ErrorState error={analysis.error} onRetry={() => void analysis.refetch()} />;
  if (!analysis.data) return <Skeleton className="h-64" />;
  const { data } = analysis;
  if (data.learners === 0)
    return <EmptyState title={t('attempts.none')}>{t('analysis.noneText')}</EmptyState>;
  const percent = (value: number | null) => (value === null ? '–' : formatPercent(value / 100));
  const most = Math.max(1, ...data.distribution);
  return (
    <div className="grid gap-8">
      <Figures>
        <Figure label={t('analysis.learners')} value={formatNumber(data.learners)} />
        <Figure label={t('analysis.passed')} value={formatNumber(data.passed)} />
        <Figure label={t('analysis.mean')} value={percent(data.meanPercent)} />
        <Figure label={t('analysis.median')} value={percent(data.medianPercent)} />
      </Figures>
      <figure className="grid gap-2">
        <figcaption className="font-medium text-ui">{t('analysis.distribution')}</figcaption>
        <ol dir="ltr" className="grid h-40 grid-cols-10 items-end gap-1">
          {data.distribution.map((count, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
            <li key={index} className="grid h-full content-end gap-1 text-center text-xs">
              <span className="text-ink-soft tabular-nums">
                {count > 0 ? formatNumber(count) : ''}
              </span>
              <span
                className="block rounded-t-sm bg-accent"
                style={{ height: `${(count / most) * 70}%` }}
              />
              <span className="text-ink-faint tabular-nums">
                <span className="sr-only">{t('analysis.from')} </span>
                {formatNumber(index * 10)}
              </span>
            </li>
          ))}
        </ol>
      </figure>
      <Section title={t('analysis.questions')} lead={t('analysis.questionsLead')}>
        <ol className="grid gap-6">
          {data.questions.map((one) => (
            <li key={one.itemId} className="grid gap-3 border-line border-t pt-4">
              <p dir="auto" className="font-medium">
                {one.stem}
              </p>
              <p className="flex flex-wrap gap-x-4 gap-y-1 text-ink-soft text-sm">
                <span>
                  {t('analysis.facility')}{' '}
                  {one.facility === null ? '–' : formatPercent(one.facility)}
                </span>
                <span>
                  {t('analysis.discrimination')}{' '}
                  {one.discrimination === null ? '–' : formatNumber(one.discrimination)}
                </span>
                <span>{t('analysis.asked', { count: one.learners })}</span>
                {one.blank > 0 ? <span>{t('analysis.blank', { count: one.blank })}</span> : null}
              </p>
              {one.options.length > 0 ? <OptionBars options={one.options} /> : null}
            </li>
          ))}
        </ol>
      </Section>
    </div>
  );
}
