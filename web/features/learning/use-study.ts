import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  answerStep,
  endSession,
  explainStep,
  getCurrentSession,
  nextStep,
  revealStep,
  type StepAnswer,
  type StudySession,
  startSession,
} from '../../../contracts/learning.ts';
import { api } from '../../api/client.ts';

const KEY = ['study'];

/** The session under way, and everything that can be done with it. */
export function useStudy() {
  const queryClient = useQueryClient();
  const current = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api(getCurrentSession, { signal }),
    staleTime: 0,
    refetchOnWindowFocus: true,
  });
  const keep = (session: StudySession) => queryClient.setQueryData(KEY, { session });
  // Somebody went on in another window: what is true now is on the server.
  const onError = () => void queryClient.invalidateQueries({ queryKey: KEY });
  const params = () => {
    const { session } = queryClient.getQueryData<{ session: StudySession | null }>(KEY) ?? {};
    return { id: session?.id ?? '', stepId: session?.step?.id ?? '' };
  };
  return {
    current,
    start: useMutation({
      mutationFn: (body: { materialId?: string; minutes?: number }) => api(startSession, { body }),
      onSuccess: keep,
    }),
    answer: useMutation({
      mutationFn: (body: { answer: StepAnswer; responseMs: number }) =>
        api(answerStep, { params: params(), body }),
      onSuccess: keep,
      onError,
    }),
    reveal: useMutation({
      mutationFn: (what: 'back' | 'hint') => api(revealStep, { params: params(), body: { what } }),
      onSuccess: keep,
      onError,
    }),
    explain: useMutation({
      mutationFn: () => api(explainStep, { params: params() }),
      onSuccess: keep,
    }),
    next: useMutation({
      mutationFn: () => api(nextStep, { params: params() }),
      onSuccess: (session) => {
        keep(session);
        void queryClient.invalidateQueries({ queryKey: ['home'] });
        void queryClient.invalidateQueries({ queryKey: ['progress'] });
      },
      onError,
    }),
    end: useMutation({
      mutationFn: () => api(endSession, { params: { id: params().id } }),
      onSuccess: keep,
    }),
  };
}

export type Study = ReturnType<typeof useStudy>;
