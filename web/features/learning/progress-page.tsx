import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { getProgress, type Progress } from '../../../contracts/learning.ts';
import { api } from '../../api/client.ts';
import { useAddress } from '../../frame/use-address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { formatNumber, formatPercent } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Section } from '../../ui/section.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ActivityCalendar } from './activity-calendar.tsx';
import { ConceptTable } from './concept-table.tsx';
import { Essays } from './essays.tsx';
import { ForecastChart } from './forecast-chart.tsx';

const ConceptMap = lazy(() =>
  import('./concept-map.tsx').then((module) => ({ default: module.ConceptMap })),
);

export function ProgressPage() {
  const { t } = useTranslation('learning');
  const progress = useQuery({
    queryKey: ['progress'],
    queryFn: ({ signal }) => api(getProgress, { query: {}, signal }),
  });
  return (
    <div className="grid gap-8">
      <PageHeader title={t('progress.title')}>{t('progress.lead')}</PageHeader>
      {progress.error ? (
        <ErrorState error={progress.error} onRetry={() => void progress.refetch()} />
      ) : null}
      {progress.isPending ? <Skeleton className="h-96" /> : null}
      {progress.data ? <ProgressParts progress={progress.data} /> : null}
    </div>
  );
}

function ProgressParts({ progress }: { progress: Progress }) {
  const { t } = useTranslation('learning');
  const [{ view }, setAddress] = useAddress((raw) => ({
    view: raw.view === 'map' ? ('map' as const) : ('list' as const),
  }));
  if (progress.concepts.every((concept) => concept.level === null)) {
    return (
      <>
        <EmptyState title={t('progress.empty')}>{t('progress.emptyText')}</EmptyState>
        <Essays />
      </>
    );
  }
  return (
    <>
      <Figures>
        <Figure label={t('progress.mastered')} value={formatNumber(progress.counts.mastered)} />
        <Figure label={t('progress.learning')} value={formatNumber(progress.counts.learning)} />
        <Figure label={t('progress.weak')} value={formatNumber(progress.counts.weak)} />
        <Figure label={t('progress.untouched')} value={formatNumber(progress.counts.untouched)} />
        <Figure label={t('progress.dueNow')} value={formatNumber(progress.dueNow)} />
        <Figure
          label={t('progress.minutes')}
          value={formatNumber(Math.round(progress.totalMinutes))}
        />
        <Figure
          label={t('progress.accuracy')}
          value={progress.accuracy === null ? '–' : formatPercent(progress.accuracy)}
        />
        <Figure label={t('progress.streak')} value={formatNumber(progress.streakDays)} />
      </Figures>
      <Section
        title={t('progress.concepts')}
        lead={<How>{t('progress.conceptsHow')}</How>}
        actions={
          <SegmentedControl
            legend={t('progress.concepts')}
            size="small"
            segments={[
              { value: 'list', label: t('progress.list') },
              { value: 'map', label: t('progress.map') },
            ]}
            value={view}
            onChange={(next) => setAddress({ view: next })}
          />
        }
      >
        {view === 'map' ? (
          <Suspense fallback={<Skeleton className="h-120" />}>
            <ConceptMap
              label={t('progress.mapLabel')}
              concepts={progress.concepts.map((concept) => ({
                id: concept.conceptId,
                name: concept.name,
                level: concept.level,
              }))}
              edges={progress.edges}
            />
          </Suspense>
        ) : (
          <ConceptTable concepts={progress.concepts} />
        )}
      </Section>
      <Essays />
      <Section title={t('progress.forecast')} lead={<How>{t('progress.forecastHow')}</How>}>
        <ForecastChart days={progress.forecast} />
      </Section>
      <Section title={t('progress.activity')} lead={<How>{t('progress.activityHow')}</How>}>
        <ActivityCalendar days={progress.activity} />
      </Section>
    </>
  );
}

function How({ children }: { children: string }) {
  const { t } = useTranslation('learning');
  return (
    <details>
      <summary className="cursor-pointer text-link text-sm">{t('progress.how')}</summary>
      <span className="mt-2 block">{children}</span>
    </details>
  );
}
