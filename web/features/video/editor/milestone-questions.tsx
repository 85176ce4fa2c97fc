import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listItems } from '../../../../contracts/items.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatTimecode } from '../../../ui/format.ts';
import { SkeletonText } from '../../../ui/skeleton.tsx';

type Picked = { itemId: string; stem: string; usable: boolean };

/** Approved questions for a milestone, those of the video's transcript first. */
export function MilestoneQuestions({
  materialId,
  picked,
  onPick,
  onClose,
}: {
  materialId: string | null;
  picked: readonly string[];
  onPick: (questions: Picked[]) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('filming');
  const [everywhere, setEverywhere] = useState(materialId === null);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Picked>>(new Map());
  const found = useInfiniteQuery({
    queryKey: ['milestone-questions', everywhere ? null : materialId],
    queryFn: ({ pageParam, signal }) =>
      api(listItems, {
        query: {
          type: 'question',
          status: 'approved',
          limit: 50,
          ...(everywhere || materialId === null ? {} : { materialId }),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  // A person would have to grade an essay, and the video does not wait for that.
  const rows = (found.data?.pages.flatMap((page) => page.items) ?? []).flatMap((item) =>
    item.content.type === 'question' &&
    item.content.answerKey.questionType !== 'essay' &&
    !picked.includes(item.id)
      ? [{ item, stem: item.content.stem }]
      : [],
  );
  const toggle = (one: Picked) => {
    const next = new Map(chosen);
    if (!next.delete(one.itemId)) next.set(one.itemId, one);
    setChosen(next);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="large"
      title={t('milestone.addQuestions')}
      footer={
        <Button
          variant="primary"
          disabled={chosen.size === 0}
          onClick={() => onPick([...chosen.values()])}
        >
          {t('milestone.useChosen')}
        </Button>
      }
    >
      <div className="grid gap-4">
        {materialId ? (
          <Checkbox
            label={t('milestone.everywhere')}
            checked={everywhere}
            onChange={(event) => setEverywhere(event.target.checked)}
          />
        ) : null}
        {found.error ? (
          <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />
        ) : null}
        {found.isPending ? <SkeletonText lines={6} /> : null}
        {found.data && rows.length === 0 ? <p>{t('milestone.noneToPick')}</p> : null}
        <fieldset className="grid gap-3 p-1">
          <legend className="sr-only">{t('milestone.questions')}</legend>
          {rows.map(({ item, stem }) => {
            const seconds = item.sources[0]?.seconds ?? null;
            return (
              <Checkbox
                key={item.id}
                checked={chosen.has(item.id)}
                onChange={() => toggle({ itemId: item.id, stem, usable: true })}
                label={<span dir="auto">{stem}</span>}
                hint={
                  seconds === null || item.materialId !== materialId
                    ? item.materialTitle
                    : formatTimecode(seconds)
                }
              />
            );
          })}
        </fieldset>
        {found.hasNextPage ? (
          <Button
            size="small"
            className="justify-self-center"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t('more')}
          </Button>
        ) : null}
      </div>
    </Dialog>
  );
}
