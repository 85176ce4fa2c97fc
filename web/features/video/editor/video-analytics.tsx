import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getLessonVideoAnalytics } from '../../../../contracts/video.ts';
import { api } from '../../../api/client.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Figure, Figures } from '../../../ui/figure.tsx';
import { formatNumber, formatPercent, formatTimecode } from '../../../ui/format.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Table } from '../../../ui/table.tsx';

/** Who watched what of a lesson, where they left, and how its questions were answered. */
export function VideoAnalytics({ lessonId }: { lessonId: string }) {
  const { t } = useTranslation('filming');
  const analytics = useQuery({
    queryKey: ['video', 'analytics', lessonId],
    queryFn: ({ signal }) => api(getLessonVideoAnalytics, { params: { id: lessonId }, signal }),
  });
  if (analytics.error)
    return <ErrorState error={analytics.error} onRetry={() => void analytics.refetch()} />;
  if (!analytics.data) return <Skeleton className="h-64" />;
  const { data } = analytics;
  if (data.learners === 0)
    return <EmptyState title={t('analytics.none')}>{t('analytics.noneText')}</EmptyState>;
  const most = Math.max(1, ...data.buckets);
  const share = (value: number | null) => (value === null ? '–' : formatPercent(value));
  return (
    <div className="grid gap-8">
      <Figures>
        <Figure label={t('analytics.learners')} value={formatNumber(data.learners)} />
        <Figure label={t('analytics.completed')} value={formatNumber(data.completed)} />
        <Figure label={t('analytics.watched')} value={share(data.averageWatchedShare)} />
      </Figures>
      <figure className="grid gap-2">
        <figcaption className="font-medium text-ui">{t('analytics.curve')}</figcaption>
        <svg
          viewBox={`0 0 ${Math.max(1, data.buckets.length)} 100`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t('analytics.curveText', {
            first: formatNumber(data.buckets[0] ?? 0),
            last: formatNumber(data.buckets.at(-1) ?? 0),
          })}
          className="h-32 w-full rounded-control bg-sunken"
        >
          {data.buckets.map((count, index) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a piece of the video is its place
              key={index}
              x={index}
              y={100 - (count / most) * 96}
              width={1}
              height={(count / most) * 96}
              className="fill-accent"
            />
          ))}
        </svg>
        <p dir="ltr" className="flex justify-between text-ink-faint text-sm tabular-nums">
          <span>{formatTimecode(0)}</span>
          <span>{formatTimecode(data.durationSeconds ?? 0)}</span>
        </p>
      </figure>
      {data.milestones.length > 0 ? (
        <Table
          caption={t('analytics.milestones')}
          rows={data.milestones}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'title',
              header: t('analytics.milestone'),
              primary: true,
              cell: (one) => (
                <span>
                  <span dir="ltr" className="tabular-nums">
                    {formatTimecode(one.atSeconds)}
                  </span>{' '}
                  <span dir="auto">{one.title}</span>
                </span>
              ),
            },
            {
              key: 'passed',
              header: t('analytics.passed'),
              cell: (one) =>
                t('analytics.passedOf', {
                  passed: formatNumber(one.passed),
                  learners: formatNumber(one.learners),
                }),
            },
            {
              key: 'facility',
              header: t('analytics.facility'),
              align: 'end',
              cell: (one) => share(one.facility),
            },
            {
              key: 'attempts',
              header: t('analytics.attempts'),
              align: 'end',
              cell: (one) => formatNumber(one.attempts),
            },
          ]}
        />
      ) : null}
    </div>
  );
}
