import { queryOptions } from '@tanstack/react-query';
import { getAids } from '../../contracts/learning.ts';
import { api } from './client.ts';

/** What a model can do here for a person at once; nothing where none is connected. */
export const aidsQuery = queryOptions({
  queryKey: ['aids'],
  queryFn: ({ signal }) => api(getAids, { signal }),
  staleTime: 5 * 60_000,
});
