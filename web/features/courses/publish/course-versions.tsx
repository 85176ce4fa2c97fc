import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatDuration, formatNumber } from '../../../ui/format.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonText } from '../../../ui/skeleton.tsx';
import { versionsQuery } from '../queries.ts';
import { ChangeList } from './change-list.tsx';

/** What was published when, by whom, and what each publication changed. */
export function CourseVersions({ courseId }: { courseId: string }) {
  const { t } = useTranslation('courses');
  const versions = useInfiniteQuery(versionsQuery(courseId));
  if (versions.error)
    return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  if (!versions.data) return <SkeletonText lines={6} />;
  const rows = versions.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0)
    return <EmptyState title={t('versions.none')}>{t('versions.noneText')}</EmptyState>;
  return (
    <div className="grid max-w-2xl gap-4">
      <ol className="grid divide-y divide-line">
        {rows.map((version) => (
          <li key={version.number} className="grid gap-2 py-4">
            <h2 className="flex flex-wrap items-center gap-2 font-semibold">
              {t('versions.one', { n: formatNumber(version.number) })}
              {version.isCurrent ? <Badge tone="positive">{t('versions.current')}</Badge> : null}
            </h2>
            <p className="text-ink-soft text-sm">
              <bdi>{version.publishedByName}</bdi> · <RelativeTime date={version.publishedAt} /> ·{' '}
              {t('versions.counts', {
                lessons: formatNumber(version.lessonCount),
                duration: formatDuration(version.minutes * 60),
              })}
            </p>
            {version.note ? (
              <p dir="auto" className="whitespace-pre-line">
                {version.note}
              </p>
            ) : null}
            <details>
              <summary className="text-ink-soft text-ui">{t('versions.changes')}</summary>
              <div className="pt-2">
                <ChangeList changes={version.changes} isFirst={version.number === 1} />
              </div>
            </details>
          </li>
        ))}
      </ol>
      {versions.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={versions.isFetchingNextPage}
          onClick={() => void versions.fetchNextPage()}
        >
          {t('page.more')}
        </Button>
      ) : null}
    </div>
  );
}
