import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CourseProposal, getWaitingItems } from '../../../contracts/authoring.ts';
import { BULK_LIMIT, bulkReview, bulkUndo } from '../../../contracts/items.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { SkeletonText } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { ItemView } from '../review/item-view.tsx';
import { proposalKey } from './use-proposal.ts';

function inBatches(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / BULK_LIMIT);
  return Array.from({ length: count }, (_, at) =>
    ids.slice(at * BULK_LIMIT, (at + 1) * BULK_LIMIT),
  );
}

/** Approves the items that fail no lint, and offers to take it back. */
function useApproval(proposalId: string, onDone: () => void) {
  const { t } = useTranslation('authoring');
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all(
      [proposalKey(proposalId), ['waiting', proposalId], ['review'], ['home'], ['items']].map(
        (queryKey) => queryClient.invalidateQueries({ queryKey }),
      ),
    );
  const undo = async (reviewIds: readonly string[]) => {
    for (const batch of inBatches(reviewIds)) await api(bulkUndo, { body: { reviewIds: batch } });
    await refresh();
  };
  return useMutation({
    mutationFn: async (itemIds: readonly string[]) => {
      const reviewIds: string[] = [];
      for (const batch of inBatches(itemIds)) {
        const answer = await api(bulkReview, { body: { decision: 'approve', itemIds: batch } });
        reviewIds.push(...answer.reviewIds);
      }
      return reviewIds;
    },
    onSuccess: async (reviewIds) => {
      onDone();
      await refresh();
      showToast({
        tone: 'positive',
        message: t('waiting.approved', { count: reviewIds.length }),
        action: { label: t('undo'), run: () => void undo(reviewIds) },
      });
    },
  });
}

/** How many items wait for review, and the way to look at some and approve the good ones. */
export function WaitingPanel({ proposal }: { proposal: CourseProposal }) {
  const { t } = useTranslation('authoring');
  const [open, setOpen] = useState(false);
  const { total, clean } = proposal.waiting;
  if (total === 0)
    return (
      <Callout tone="positive" title={t('waiting.noneTitle')}>
        {t('waiting.none')}
      </Callout>
    );
  const [material] = proposal.materials;
  return (
    <Callout tone="caution" title={t('waiting.title', { count: total })}>
      <div className="grid gap-3">
        <p>
          {t('waiting.text', { clean: formatNumber(clean) })}{' '}
          {total > clean ? t('waiting.warned', { count: total - clean }) : null}
        </p>
        <div className="flex flex-wrap gap-2">
          {clean > 0 ? (
            <Button variant="primary" onClick={() => setOpen(true)}>
              {t('waiting.look')}
            </Button>
          ) : null}
          {material ? (
            <Link
              to="/review"
              search={proposal.materials.length === 1 ? { material: material.id } : {}}
              className="self-center text-accent underline"
            >
              {t('waiting.oneByOne')}
            </Link>
          ) : null}
        </div>
      </div>
      {open ? <SampleDialog proposal={proposal} onClose={() => setOpen(false)} /> : null}
    </Callout>
  );
}

function SampleDialog({ proposal, onClose }: { proposal: CourseProposal; onClose: () => void }) {
  const { t } = useTranslation('authoring');
  const waiting = useQuery({
    queryKey: ['waiting', proposal.id],
    queryFn: ({ signal }) =>
      api(getWaitingItems, { params: { id: proposal.id }, query: { sample: 8 }, signal }),
  });
  const approve = useApproval(proposal.id, onClose);
  const data = waiting.data;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="large"
      title={t('sample.title')}
      description={t('sample.lead')}
      footer={
        <>
          <Button onClick={onClose}>{t('sample.notYet')}</Button>
          <Button
            variant="primary"
            loading={approve.isPending}
            disabled={!data || data.cleanIds.length === 0}
            onClick={() => data && approve.mutate(data.cleanIds)}
          >
            {t('sample.approve', { n: formatNumber(data?.cleanIds.length ?? 0) })}
          </Button>
        </>
      }
    >
      {waiting.error ? (
        <ErrorState error={waiting.error} onRetry={() => void waiting.refetch()} />
      ) : null}
      {approve.error ? <ErrorState compact error={approve.error} /> : null}
      {waiting.isPending ? <SkeletonText lines={8} /> : null}
      <ScrollBox label={t('sample.name')} className="max-h-[60dvh]">
        <ol className="grid gap-6">
          {data?.sample.map((item) => (
            <li key={item.id} className="grid gap-3 border-line border-t pt-4 first:border-0">
              <p className="text-ink-faint text-sm">
                {t(`sample.type.${item.type}`)}
                {item.sources[0]?.page
                  ? ` · ${t('part.page', { from: formatNumber(item.sources[0].page) })}`
                  : ''}
              </p>
              <ItemView item={item} />
            </li>
          ))}
        </ol>
      </ScrollBox>
    </Dialog>
  );
}
