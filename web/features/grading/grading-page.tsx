import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listOpenAnswers } from '../../../contracts/grading.ts';
import { api } from '../../api/client.ts';
import { useAddress } from '../../frame/use-address.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { SkeletonText } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { GradingQueue } from '../assessment/grading/grading-queue.tsx';
import { Paper } from './paper.tsx';

/** Work that waits for a person: what was handed in in courses, and essays of study sessions. */
export function GradingPage() {
  const { t } = useTranslation(['grading', 'assessing']);
  const [{ from }, setAddress] = useAddress((raw) => ({
    from: raw.from === 'study' ? ('study' as const) : ('courses' as const),
  }));
  return (
    <div className="grid max-w-4xl gap-6">
      <PageHeader title={t('title')}>{t('lead')}</PageHeader>
      <Tabs
        label={t('which')}
        value={from}
        onChange={(value) => setAddress({ from: value })}
        tabs={[
          { value: 'courses', label: t('assessing:queue.title'), content: <GradingQueue /> },
          { value: 'study', label: t('assessing:queue.essays'), content: <Essays /> },
        ]}
      />
    </div>
  );
}

/** Essays of study sessions: those that wait for a grade, or those that have one. */
function Essays() {
  const { t } = useTranslation('grading');
  const [{ status }, setAddress] = useAddress((raw) => ({
    status: raw.status === 'graded' ? ('graded' as const) : ('pending' as const),
  }));
  const papers = useInfiniteQuery({
    queryKey: ['open-answers', status],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api(listOpenAnswers, {
        query: { status, limit: 20, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const items = papers.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="grid gap-6">
      <SegmentedControl
        legend={t('which')}
        segments={[
          { value: 'pending', label: t('waiting') },
          { value: 'graded', label: t('graded') },
        ]}
        value={status}
        onChange={(value) => setAddress({ status: value })}
      />
      {papers.isPending ? <SkeletonText lines={6} /> : null}
      {papers.isError ? (
        <ErrorState error={papers.error} onRetry={() => void papers.refetch()} />
      ) : null}
      {papers.isSuccess && items.length === 0 ? (
        <EmptyState
          title={t(status === 'pending' ? 'nothing' : 'nothingGraded')}
          action={
            <Link to="/" className={buttonClass('secondary', 'large')}>
              {t('home')}
            </Link>
          }
        >
          {t('nothingText')}
        </EmptyState>
      ) : null}
      <ul className="grid gap-6">
        {items.map((paper) => (
          <Paper key={`${paper.id}:${paper.revision}`} paper={paper} />
        ))}
      </ul>
      {papers.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={papers.isFetchingNextPage}
          onClick={() => void papers.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </div>
  );
}
