import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemType, listItems } from '../../../contracts/items.ts';
import { getConceptMap, getMaterial, getOutline, listChunks } from '../../../contracts/library.ts';
import { api } from '../../api/client.ts';
import { useSession } from '../../frame/session.ts';
import { useAddress } from '../../frame/use-address.ts';
import { useMedia } from '../../frame/use-media.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Skeleton, SkeletonText } from '../../ui/skeleton.tsx';
import { ItemCard } from './item-card.tsx';
import { ChunkText, type Span } from './source-text.tsx';

const ConceptMap = lazy(() =>
  import('../learning/concept-map.tsx').then((module) => ({ default: module.ConceptMap })),
);

const WINDOW = 40;
const PANES = ['source', 'items', 'outline', 'map'] as const;
type Pane = (typeof PANES)[number];

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const whole = (value: unknown) => {
  const number = Number(value);
  return Number.isInteger(number) && number >= 0 ? number : undefined;
};

type Address = {
  chunk: string | undefined;
  start: number | undefined;
  end: number | undefined;
  pane: Pane;
  type: ItemType | undefined;
  concept: string | undefined;
  item: string | undefined;
};

function parse(raw: Record<string, unknown>): Address {
  return {
    chunk: text(raw.chunk),
    start: whole(raw.start),
    end: whole(raw.end),
    pane: PANES.find((pane) => pane === raw.pane) ?? 'source',
    type: ItemType.options.find((type) => type === raw.type),
    concept: text(raw.concept),
    item: text(raw.item),
  };
}

export function MaterialPage() {
  const { t } = useTranslation('library');
  const { materialId } = useParams({ from: '/app/materials/$materialId' });
  const { role } = useSession();
  const wide = useMedia('(min-width: 64rem)');
  const [address, setAddress] = useAddress(parse);
  const material = useQuery({
    queryKey: ['material', materialId],
    queryFn: ({ signal }) => api(getMaterial, { params: { id: materialId }, signal }),
  });
  if (material.error)
    return <ErrorState wholePage error={material.error} onRetry={() => void material.refetch()} />;
  if (!material.data) return <SkeletonText lines={8} />;
  const { counts } = material.data;
  const staff = role !== 'learner';
  // The map takes the width of all panes; else three stand beside each other where there is room.
  const panes = PANES.filter((pane) => !wide || pane === 'map' || pane === 'source');
  const show = (pane: Pane) =>
    wide ? address.pane !== 'map' && pane !== 'map' : address.pane === pane;
  return (
    <div className="grid gap-6">
      <PageHeader
        title={material.data.title}
        actions={
          <>
            {staff && counts.inReview > 0 ? (
              <Link
                to="/review"
                search={{ material: materialId }}
                className={buttonClass('secondary')}
              >
                {t('material.review', { n: formatNumber(counts.inReview) })}
              </Link>
            ) : null}
            <Link to="/study" search={{ material: materialId }} className={buttonClass('primary')}>
              {t('material.study')}
            </Link>
          </>
        }
      >
        {material.data.description}
      </PageHeader>
      <SegmentedControl
        legend={t('material.source')}
        segments={panes.map((pane) => ({ value: pane, label: t(`material.${pane}`) }))}
        value={wide && address.pane !== 'map' ? 'source' : address.pane}
        onChange={(pane) => setAddress({ pane })}
      />
      {address.pane === 'map' ? (
        <MapPane
          materialId={materialId}
          onSelect={(concept) => setAddress({ concept, pane: 'items', chunk: undefined })}
        />
      ) : (
        <div className="grid items-start gap-8 lg:grid-cols-[13rem_minmax(0,1fr)_21rem]">
          {show('outline') ? (
            <OutlinePane
              materialId={materialId}
              onSelect={(chunk) =>
                setAddress({ chunk, start: undefined, end: undefined, pane: 'source' })
              }
            />
          ) : null}
          {show('source') ? (
            <SourcePane materialId={materialId} address={address} setAddress={setAddress} />
          ) : null}
          {show('items') ? (
            <ItemsPane materialId={materialId} address={address} setAddress={setAddress} />
          ) : null}
        </div>
      )}
    </div>
  );
}

type PaneProps = {
  materialId: string;
  address: Address;
  setAddress: (change: Partial<Address>) => void;
};

function OutlinePane({
  materialId,
  onSelect,
}: {
  materialId: string;
  onSelect: (chunkId: string) => void;
}) {
  const { t } = useTranslation('library');
  const outline = useQuery({
    queryKey: ['outline', materialId],
    queryFn: ({ signal }) => api(getOutline, { params: { id: materialId }, signal }),
  });
  return (
    <nav
      aria-label={t('material.outline')}
      className="lg:sticky lg:top-4 lg:max-h-[calc(100dvh-6rem)] lg:overflow-y-auto"
    >
      <ul className="grid gap-0.5 text-ui">
        {outline.data?.headings.map((heading) => (
          <li
            key={`${heading.chunkId}-${heading.title}`}
            style={{ paddingInlineStart: `${Math.max(0, heading.level - 1) * 0.75}rem` }}
          >
            <button
              type="button"
              dir="auto"
              className="w-full rounded-control px-2 py-1.5 text-start hover:bg-hover"
              onClick={() => onSelect(heading.chunkId)}
            >
              {heading.title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function useItems({ materialId, address }: Pick<PaneProps, 'materialId' | 'address'>) {
  return useInfiniteQuery({
    queryKey: [
      'items',
      materialId,
      address.type,
      address.concept,
      address.concept ? undefined : address.chunk,
    ],
    queryFn: ({ pageParam, signal }) =>
      api(listItems, {
        query: {
          materialId,
          limit: 50,
          ...(address.type ? { type: address.type } : {}),
          ...(address.concept
            ? { conceptId: address.concept }
            : address.chunk
              ? { chunkId: address.chunk }
              : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

function SourcePane({ materialId, address, setAddress }: PaneProps) {
  const { t } = useTranslation('library');
  const { chunk, start, end } = address;
  const first = useQuery({
    queryKey: ['chunk-window', materialId, chunk],
    queryFn: ({ signal }) =>
      api(listChunks, {
        params: { id: materialId },
        query: { limit: WINDOW, ...(chunk ? { around: chunk } : {}) },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const origin = first.data?.chunks[0]?.position;
  const chunks = useInfiniteQuery({
    queryKey: ['chunks', materialId, origin],
    queryFn: ({ pageParam, signal }) =>
      api(listChunks, {
        params: { id: materialId },
        query: { from: pageParam.from, limit: pageParam.limit },
        signal,
      }),
    initialPageParam: { from: origin ?? 0, limit: WINDOW },
    getNextPageParam: (page) => {
      const last = page.chunks.at(-1);
      return last && last.position + 1 < page.total
        ? { from: last.position + 1, limit: WINDOW }
        : undefined;
    },
    getPreviousPageParam: (page) => {
      const at = page.chunks[0]?.position ?? 0;
      return at > 0 ? { from: Math.max(0, at - WINDOW), limit: Math.min(WINDOW, at) } : undefined;
    },
    enabled: origin !== undefined,
  });
  const items = useItems({ materialId, address });
  const error = first.error ?? chunks.error;
  if (error) return <ErrorState error={error} onRetry={() => void chunks.refetch()} />;
  if (!chunks.data) return <SkeletonText lines={14} />;
  const cited: Span[] =
    items.data?.pages.flatMap((page) =>
      page.items.flatMap((item) =>
        item.type === 'nugget' || item.type === 'summary' ? [] : item.sources,
      ),
    ) ?? [];
  const selected =
    chunk === undefined ? null : { chunkId: chunk, start: start ?? 0, end: end ?? 0 };
  return (
    <div className="grid min-w-0 max-w-[42rem] gap-2">
      {chunks.hasPreviousPage ? (
        <Button
          variant="quiet"
          loading={chunks.isFetchingPreviousPage}
          onClick={() => void chunks.fetchPreviousPage()}
        >
          {t('material.earlier')}
        </Button>
      ) : null}
      {chunks.data.pages
        .flatMap((page) => page.chunks)
        .map((one) => (
          <ChunkText
            key={one.id}
            chunk={one}
            cited={cited.filter((span) => span.chunkId === one.id)}
            selected={selected}
            onSelect={(id) => {
              if (id !== chunk)
                setAddress({
                  chunk: id,
                  start: undefined,
                  end: undefined,
                  item: undefined,
                  concept: undefined,
                });
            }}
          />
        ))}
      {chunks.hasNextPage ? (
        <Button loading={chunks.isFetchingNextPage} onClick={() => void chunks.fetchNextPage()}>
          {t('material.later')}
        </Button>
      ) : null}
    </div>
  );
}

function ItemsPane({ materialId, address, setAddress }: PaneProps) {
  const { t } = useTranslation('library');
  const items = useItems({ materialId, address });
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
          ...(['nugget', 'question', 'flashcard'] as const).map((type) => ({
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

function MapPane({
  materialId,
  onSelect,
}: {
  materialId: string;
  onSelect: (conceptId: string) => void;
}) {
  const { t } = useTranslation('library');
  const map = useQuery({
    queryKey: ['concepts', materialId],
    queryFn: ({ signal }) => api(getConceptMap, { params: { id: materialId }, signal }),
  });
  if (map.error) return <ErrorState error={map.error} onRetry={() => void map.refetch()} />;
  if (!map.data) return <Skeleton className="h-120" />;
  return (
    <div className="grid gap-6">
      <Suspense fallback={<Skeleton className="h-120" />}>
        <ConceptMap
          label={t('material.mapLabel')}
          concepts={map.data.concepts.map((concept) => ({
            id: concept.id,
            name: concept.name,
            level: null,
          }))}
          edges={map.data.edges.filter((edge) => edge.kind === 'prerequisite')}
          onSelect={onSelect}
        />
      </Suspense>
      <section aria-label={t('material.concepts')}>
        <ul className="grid gap-4 md:grid-cols-2">
          {map.data.concepts.map((concept) => (
            <li key={concept.id} className="grid gap-1">
              <button
                type="button"
                dir="auto"
                className="justify-self-start text-link font-medium"
                onClick={() => onSelect(concept.id)}
              >
                {concept.name}
              </button>
              <p dir="auto" className="text-ink-soft text-ui">
                {concept.definition}
              </p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
