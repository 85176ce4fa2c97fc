import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  listMonitoredUrls,
  listWatchedFiles,
  listWatchedFolders,
  type WatchedFileState,
} from '../../../contracts/watching.ts';
import { api } from '../../api/client.ts';

/** What is watched moves by itself: the page looks again while it is open. */
const LOOK_MS = 4000;

export const foldersQuery = queryOptions({
  queryKey: ['watching', 'folders'],
  queryFn: ({ signal }) => api(listWatchedFolders, { signal }),
  refetchInterval: LOOK_MS,
});

export const urlsQuery = infiniteQueryOptions({
  queryKey: ['watching', 'urls'],
  queryFn: ({ pageParam, signal }) =>
    api(listMonitoredUrls, {
      query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
      signal,
    }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: LOOK_MS,
});

export const urlsOfMaterialQuery = (materialId: string) =>
  queryOptions({
    queryKey: ['watching', 'urls', 'of', materialId],
    queryFn: ({ signal }) => api(listMonitoredUrls, { query: { materialId }, signal }),
  });

export const filesQuery = (folderId: string, state: WatchedFileState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['watching', 'files', folderId, state ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      api(listWatchedFiles, {
        params: { id: folderId },
        query: {
          limit: 50,
          ...(state === undefined ? {} : { state }),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: LOOK_MS,
  });
