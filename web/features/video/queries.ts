import { queryOptions } from '@tanstack/react-query';
import { getPlayer, getPlayerMilestone } from '../../../contracts/player.ts';
import { api } from '../../api/client.ts';

/** Addresses are asked for anew so long before they end. */
const RENEW_MS = 10 * 60_000;

export const playerQuery = (lessonId: string) =>
  queryOptions({
    queryKey: ['video', 'player', lessonId],
    queryFn: ({ signal }) => api(getPlayer, { params: { lessonId }, signal }),
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state }) =>
      state.data
        ? Math.max(60_000, Date.parse(state.data.expiresAt) - Date.now() - RENEW_MS)
        : false,
  });

export const milestoneQuery = (lessonId: string, id: string) =>
  queryOptions({
    queryKey: ['video', 'milestone', lessonId, id],
    queryFn: ({ signal }) => api(getPlayerMilestone, { params: { lessonId, id }, signal }),
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
  });
