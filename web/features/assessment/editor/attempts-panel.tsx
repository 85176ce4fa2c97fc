import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../../contracts/assessment.ts';
import { closeAttempt, listAttempts } from '../../../../contracts/attempts.ts';
import { api } from '../../../api/client.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatDateTime, formatNumber, formatPercent } from '../../../ui/format.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Table } from '../../../ui/table.tsx';
import { RegradePanel } from './regrade-panel.tsx';

/** Attempts of all learners, newest first, and what a corrected question would change in them. */
export function AttemptsPanel({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation(['assessing', 'common']);
  const queryClient = useQueryClient();
  const queryKey = ['assessment', 'attempts', assessment.id];
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      api(listAttempts, {
        params: { id: assessment.id },
        query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const close = useMutation({
    mutationFn: (id: string) => api(closeAttempt, { params: { id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <Skeleton className="h-64" />;
  if (rows.length === 0)
    return <EmptyState title={t('attempts.none')}>{t('attempts.noneText')}</EmptyState>;
  return (
    <div className="grid gap-6">
      {close.error ? <ErrorState compact error={close.error} /> : null}
      <RegradePanel assessmentId={assessment.id} />
      <Table
        caption={t('parts.attempts')}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            header: t('attempts.learner'),
            primary: true,
            cell: (one) => (
              <Link
                to="/grading/attempts/$attemptId"
                params={{ attemptId: one.id }}
                className="text-link"
              >
                <bdi>{one.userName}</bdi>
              </Link>
            ),
          },
          {
            key: 'number',
            header: t('attempts.number'),
            align: 'end',
            cell: (one) => formatNumber(one.number),
          },
          {
            key: 'started',
            header: t('attempts.started'),
            cell: (one) => formatDateTime(one.startedAt),
          },
          {
            key: 'answered',
            header: t('attempts.answered'),
            align: 'end',
            cell: (one) =>
              t('common:progressOf', {
                done: formatNumber(one.answered),
                total: formatNumber(one.questionCount),
              }),
          },
          {
            key: 'result',
            header: t('attempts.result'),
            cell: (one) =>
              one.percent === null ? (
                <Badge>{t(`attempts.${one.status}`)}</Badge>
              ) : (
                <Badge tone={one.passed ? 'positive' : 'caution'}>
                  {formatPercent(one.percent / 100)}
                </Badge>
              ),
          },
          {
            key: 'actions',
            header: t('attempts.actions'),
            cell: (one) =>
              one.status === 'in_progress' ? (
                <Button size="small" variant="quiet" onClick={() => close.mutate(one.id)}>
                  {t('attempts.close')}
                </Button>
              ) : null,
          },
        ]}
      />
      {list.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </div>
  );
}
