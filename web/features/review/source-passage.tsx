import { useQuery } from '@tanstack/react-query';
import type { Item } from '../../../contracts/items.ts';
import { listChunks } from '../../../contracts/library.ts';
import { api } from '../../api/client.ts';
import { Highlight } from '../../ui/highlight.tsx';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { SkeletonText } from '../../ui/skeleton.tsx';

/** The passage that an item rests on, with its spans marked. */
export function SourcePassage({ item }: { item: Item }) {
  const chunkId = item.sources[0]?.chunkId;
  const passage = useQuery({
    queryKey: ['passage', item.materialId, chunkId],
    queryFn: ({ signal }) =>
      api(listChunks, {
        params: { id: item.materialId },
        query: { around: chunkId ?? '', limit: 4 },
        signal,
      }),
    enabled: chunkId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const chunk = passage.data?.chunks.find((one) => one.id === chunkId);
  if (!chunk) return <SkeletonText lines={8} />;
  const ranges = item.sources
    .filter((source) => source.chunkId === chunk.id)
    .map(({ start, end }) => ({ start, end }));
  return (
    <ScrollBox
      dir="auto"
      label={chunk.headingPath.at(-1) ?? item.materialTitle}
      className="max-h-[70dvh] whitespace-pre-line border-line border-s-2 ps-4 text-ui leading-relaxed"
    >
      <Highlight text={chunk.text.trim()} ranges={ranges} />
    </ScrollBox>
  );
}
