import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { listGradingQueue } from '../../../../contracts/submissions.ts';
import { api } from '../../../api/client.ts';
import { placeOf, QUEUE } from './grading-queue.tsx';

/** Leads to the piece of work that has waited longest, or back to the empty queue. */
export function useNextWork(): () => Promise<void> {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useCallback(async () => {
    await queryClient.invalidateQueries({ queryKey: QUEUE });
    const { items } = await api(listGradingQueue, { query: { limit: 1 } });
    const [next] = items;
    await navigate(next ? placeOf(next) : { to: '/grading' });
  }, [navigate, queryClient]);
}
