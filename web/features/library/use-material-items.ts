import { useInfiniteQuery } from '@tanstack/react-query';
import { listItems } from '../../../contracts/items.ts';
import { api } from '../../api/client.ts';
import type { PaneProps } from './material-address.ts';

/** Items of the passage or concept in the address, else of the whole material. */
export function useMaterialItems({
  materialId,
  address,
}: Pick<PaneProps, 'materialId' | 'address'>) {
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
