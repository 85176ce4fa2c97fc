import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listChunks } from '../../../contracts/library.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonText } from '../../ui/skeleton.tsx';
import type { PaneProps } from './material-address.ts';
import { ChunkText, type Span } from './source-text.tsx';
import { useMaterialItems } from './use-material-items.ts';

const WINDOW = 40;

/** The text of the source, a window at a time, with what items cite marked in it. */
export function SourcePane({ materialId, address, setAddress }: PaneProps) {
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
  const items = useMaterialItems({ materialId, address });
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
