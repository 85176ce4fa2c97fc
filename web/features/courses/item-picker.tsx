import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftItem } from '../../../contracts/courses.ts';
import { listItems } from '../../../contracts/items.ts';
import { search } from '../../../contracts/search.ts';
import { api } from '../../api/client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { formatNumber } from '../../ui/format.ts';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { SkeletonText } from '../../ui/skeleton.tsx';
import type { EmbeddableType } from './article-editor/edit-request.ts';
import { itemTitle } from './item-title.ts';

/** What is known of an item when it is chosen. */
export type PickedItem = Omit<DraftItem, 'status'>;

const TYPES = ['nugget', 'question', 'flashcard'] as const;
const MOST = 30;

async function findItems(q: string, type: EmbeddableType, signal: AbortSignal) {
  if (q.length < 2) {
    const { items } = await api(listItems, {
      query: { type, status: 'approved', limit: MOST },
      signal,
    });
    return items.map(
      ({ id, materialId, materialTitle, content }): PickedItem => ({
        itemId: id,
        type,
        title: itemTitle(content),
        materialId,
        materialTitle,
      }),
    );
  }
  const { hits } = await api(search, { query: { q, kind: type, limit: MOST }, signal });
  return hits.map(
    ({ id, title, materialId, materialTitle }): PickedItem => ({
      itemId: id,
      type,
      title,
      materialId,
      materialTitle,
    }),
  );
}

/**
 * Finds nuggets, questions and flashcards of the library. One closes it where only one is wanted;
 * else it stays open and marks what was added.
 */
export function ItemPicker({
  type: only,
  picked = [],
  onPick,
  onClose,
}: {
  /** Only items of this type; all three where absent. */
  type?: EmbeddableType;
  /** Ids of what is there already. */
  picked?: readonly string[];
  onPick: (item: PickedItem) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('editor');
  const [typed, setTyped] = useState('');
  const [type, setType] = useState<EmbeddableType>(only ?? 'nugget');
  const q = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ['item-picker', type, q],
    queryFn: ({ signal }) => findItems(q, type, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="large"
      title={t(`picker.title.${only ?? 'any'}`)}
      footer={
        only ? null : (
          <Button variant="primary" onClick={onClose}>
            {t('picker.done')}
          </Button>
        )
      }
    >
      <div className="grid gap-4 pb-2">
        <Field label={t('picker.search')}>
          <TextInput
            type="search"
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        {only ? null : (
          <SegmentedControl
            legend={t('picker.kind')}
            segments={TYPES.map((one) => ({ value: one, label: t(`picker.${one}s`) }))}
            value={type}
            onChange={setType}
          />
        )}
        {found.error ? (
          <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />
        ) : null}
        {found.isPending ? <SkeletonText lines={6} /> : null}
        <p role="status" className={found.data?.length === 0 ? 'text-ink-soft' : 'sr-only'}>
          {found.data
            ? found.data.length === 0
              ? t('picker.none')
              : t('picker.found', { n: formatNumber(found.data.length) })
            : ''}
        </p>
        <ul className="grid divide-y divide-line">
          {found.data?.map((item) => {
            const isThere = picked.includes(item.itemId);
            return (
              <li key={item.itemId}>
                <button
                  type="button"
                  disabled={isThere}
                  onClick={() => onPick(item)}
                  className="grid w-full gap-1 rounded-control px-2 py-3 text-start hover:bg-hover disabled:hover:bg-transparent"
                >
                  <span dir="auto" className="line-clamp-2 font-medium">
                    {item.title}
                  </span>
                  <span className="flex flex-wrap items-center gap-2 text-ink-faint text-sm">
                    <span dir="auto">{t('picker.from', { material: item.materialTitle })}</span>
                    {isThere ? <Badge tone="positive">{t('picker.added')}</Badge> : null}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </Dialog>
  );
}
