import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listGradingQueue, type QueueEntry } from '../../../../contracts/submissions.ts';
import { api } from '../../../api/client.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatNumber, formatRelative } from '../../../ui/format.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useListNavigation } from '../../../ui/use-list-navigation.ts';

export const QUEUE = ['grading-queue'];

/** Where a piece of work is graded. */
export function placeOf(entry: QueueEntry) {
  return entry.kind === 'submission'
    ? ({
        to: '/grading/submissions/$submissionId',
        params: { submissionId: entry.submissionId ?? '' },
      } as const)
    : ({
        to: '/grading/attempts/$attemptId',
        params: { attemptId: entry.attemptId ?? '' },
      } as const);
}

/** Work of learners in courses that waits for a grade, the oldest first. */
export function GradingQueue() {
  const { t } = useTranslation('assessing');
  const navigate = useNavigate();
  const queue = useInfiniteQuery({
    queryKey: [...QUEUE, 'list'],
    queryFn: ({ pageParam, signal }) =>
      api(listGradingQueue, {
        query: { limit: 30, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const rows = queue.data?.pages.flatMap((page) => page.items) ?? [];
  const { itemProps } = useListNavigation({
    items: rows,
    onOpen: (entry) => void navigate(placeOf(entry)),
  });
  if (queue.error) return <ErrorState error={queue.error} onRetry={() => void queue.refetch()} />;
  if (queue.isPending) return <Skeleton className="h-64" />;
  if (rows.length === 0)
    return <EmptyState title={t('queue.empty')}>{t('queue.emptyText')}</EmptyState>;
  return (
    <div className="grid gap-4">
      <p className="text-ink-soft text-ui">
        {t('queue.waiting', { count: queue.data.pages[0]?.total ?? rows.length })}
      </p>
      <ul className="grid divide-y divide-line">
        {rows.map((entry, index) => (
          <li
            key={`${entry.attemptId ?? entry.submissionId} ${entry.position ?? ''}`}
            {...itemProps(index)}
            className="relative grid gap-1 py-3"
          >
            <p className="flex flex-wrap items-center gap-2">
              <Link
                {...placeOf(entry)}
                className="font-medium text-link after:absolute after:inset-0"
              >
                <bdi>{entry.userName}</bdi>
              </Link>
              <span dir="auto">{entry.title}</span>
              {entry.late ? <Badge tone="caution">{t('queue.late')}</Badge> : null}
            </p>
            <p dir="auto" className="line-clamp-2 text-ink-soft text-ui">
              {entry.excerpt}
            </p>
            <p className="text-ink-faint text-sm">
              <bdi>{entry.courseTitle}</bdi> · {formatRelative(entry.waitingSince)}
              {entry.position === null
                ? ''
                : ` · ${t('queue.question', { n: formatNumber(entry.position) })}`}
            </p>
          </li>
        ))}
      </ul>
      {queue.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={queue.isFetchingNextPage}
          onClick={() => void queue.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </div>
  );
}
