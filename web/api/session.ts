import { queryOptions } from '@tanstack/react-query';
import { getMe } from '../../contracts/identity.ts';
import { api } from './client.ts';

/** Who is signed in. A 401 is an answer here: the router decides where to go. */
export const sessionQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api(getMe, { signal, keepUnauthenticated: true }),
  staleTime: 5 * 60_000,
});
