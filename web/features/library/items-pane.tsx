import { useTranslation } from 'react-i18next';
import { ItemType } from '../../../contracts/items.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ItemCard } from './item-card.tsx';
import type { PaneProps } from './material-address.ts';
import { useMaterialItems } from './use-material-items.ts';

/** Items beside their source; choosing one shows its span. */
export function ItemsPane({ materialId, address, setAddress }: PaneProps) {
  const { t } = useTranslation('library');
  const items = useMaterialItems({ materialId, address });
  const rows = items.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section
      aria-label={t('material.items')}
      className="grid gap-3 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-6rem)] lg:overflow-y-auto"
    >
      <SegmentedControl
        legend={t('material.items')}
        segments={[
          { value: 'all', label: t('material.allTypes') },
          ...ItemType.options.map((type) => ({
            value: type,
            label: t(`type.${type}`),
          })),
        ]}
        value={address.type ?? 'all'}
        onChange={(type) => setAddress({ type: type === 'all' ? undefined : (type as ItemType) })}
      />
      {address.chunk || address.concept ? (
        <Button
          size="small"
          variant="quiet"
          className="justify-self-start"
          onClick={() =>
            setAddress({
              chunk: undefined,
              start: undefined,
              end: undefined,
              concept: undefined,
              item: undefined,
            })
          }
        >
          {t('material.showAll')}
        </Button>
      ) : null}
      {items.error ? <ErrorState compact error={items.error} /> : null}
      {items.isPending ? <Skeleton className="h-64" /> : null}
      {items.data && rows.length === 0 ? (
        <p className="text-ink-soft text-ui">{t('material.noItems')}</p>
      ) : null}
      <ul className="grid gap-3">
        {rows.map((item) => (
          <ItemCard
            key={item.id}
            item={item}
            selected={item.id === address.item}
            onSelect={() => {
              const [source] = item.sources;
              if (source)
                setAddress({
                  item: item.id,
                  chunk: source.chunkId,
                  start: source.start,
                  end: source.end,
                  pane: 'source',
                });
            }}
          />
        ))}
      </ul>
      {items.hasNextPage ? (
        <Button loading={items.isFetchingNextPage} onClick={() => void items.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </section>
  );
}
