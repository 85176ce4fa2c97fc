import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  bulkReview,
  bulkUndo,
  type EditedContent,
  editItem,
  type Item,
  type ItemType,
  listItems,
  regenerateItem,
  reviewItem,
  undoReview,
} from '../../../contracts/items.ts';
import { api } from '../../api/client.ts';
import { showToast } from '../../ui/toast-store.ts';
import type { ApprovalRules } from './approval-rules.tsx';

export type ReviewFilter = {
  materialId?: string;
  type?: ItemType;
  conceptId?: string;
  minDifficulty?: number;
  maxDifficulty?: number;
  stale?: 'true';
  flagged?: 'true';
};

/** The items that wait, in the order of their sources; published ones where their answers look odd. */
export function useQueue(filter: ReviewFilter) {
  return useInfiniteQuery({
    queryKey: ['review', 'queue', filter],
    queryFn: ({ pageParam, signal }) =>
      api(listItems, {
        query: {
          ...(filter.flagged ? {} : { status: 'in_review' }),
          limit: 50,
          ...filter,
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** What can be decided, each with its way back. `onDecided` hears of a decision before the queue is read anew. */
export function useDecisions({
  onDecided,
  onUndone,
}: {
  onDecided?: (reviewId: string) => void;
  onUndone?: (item: Item) => void;
} = {}) {
  const { t } = useTranslation(['review', 'common']);
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all(
      [['review'], ['home'], ['items'], ['material']].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  const undo = useMutation({
    mutationFn: (id: string) => api(undoReview, { params: { id } }),
    onSuccess: async ({ item }) => {
      showToast({ message: t('undone') });
      await refresh();
      onUndone?.(item);
    },
  });
  const undoBulk = useMutation({
    mutationFn: (reviewIds: string[]) => api(bulkUndo, { body: { reviewIds } }),
    onSuccess: refresh,
  });
  const offerUndo = (message: string, reviewId: string) => {
    onDecided?.(reviewId);
    showToast({ message, action: { label: t('undo'), run: () => undo.mutate(reviewId) } });
  };
  return {
    undo,
    decide: useMutation({
      mutationFn: ({
        id,
        reason,
        rules = {},
      }: {
        id: string;
        reason: string | null;
        rules?: ApprovalRules;
      }) =>
        api(reviewItem, {
          params: { id },
          body:
            reason === null ? { decision: 'approve', ...rules } : { decision: 'reject', reason },
        }),
      onSuccess: async ({ reviewId }, { reason }) => {
        offerUndo(reason === null ? t('approved') : t('rejected'), reviewId);
        await refresh();
      },
    }),
    edit: useMutation({
      mutationFn: ({ item, content }: { item: Item; content: EditedContent }) =>
        api(editItem, {
          params: { id: item.id },
          body: { content },
          ifMatch: `"${item.revision}"`,
        }),
      onSuccess: async ({ reviewId }) => {
        offerUndo(t('edited'), reviewId);
        await refresh();
      },
      onError: () => void refresh(),
    }),
    regenerate: useMutation({
      mutationFn: (id: string) => api(regenerateItem, { params: { id }, body: {} }),
      onSuccess: async ({ replacement, reviewId }) => {
        offerUndo(replacement ? t('regenerated') : t('nothingElse'), reviewId);
        await refresh();
      },
    }),
    bulk: useMutation({
      mutationFn: ({ itemIds, reason }: { itemIds: string[]; reason: string | null }) =>
        api(bulkReview, {
          body:
            reason === null
              ? { decision: 'approve', itemIds }
              : { decision: 'reject', itemIds, reason },
        }),
      onSuccess: async ({ changed, reviewIds }, { reason }) => {
        showToast({
          message:
            reason === null ? t('bulkApproved', { n: changed }) : t('bulkRejected', { n: changed }),
          action: { label: t('undo'), run: () => undoBulk.mutate(reviewIds) },
        });
        await refresh();
      },
    }),
  };
}

export type Decisions = ReturnType<typeof useDecisions>;
