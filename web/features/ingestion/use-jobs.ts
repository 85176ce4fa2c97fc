import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  cancelIngestion,
  type IngestionJob,
  listIngestions,
  retryIngestion,
} from '../../../contracts/ingestion.ts';
import { api } from '../../api/client.ts';
import { useServerEvent } from '../../api/use-server-event.ts';

const KEY = ['ingestions'];
/** Besides the event stream: a proxy may hold it back. */
const POLL_MS = 4000;
const KEEP_MS = 60 * 60_000;

const isOpen = (job: IngestionJob) => job.status === 'queued' || job.status === 'running';

/** Jobs under way, and those that ended within the hour; live. */
export function useJobs() {
  const queryClient = useQueryClient();
  const jobs = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api(listIngestions, { query: { limit: 20 }, signal }),
    refetchInterval: (query) => (query.state.data?.items.some(isOpen) ? POLL_MS : false),
  });
  const keep = (job: IngestionJob) => {
    queryClient.setQueryData<{ items: IngestionJob[]; nextCursor: string | null }>(KEY, (page) => {
      const others = page?.items.filter((one) => one.id !== job.id) ?? [];
      return {
        items: [job, ...others].sort((a, b) => (a.id < b.id ? 1 : -1)),
        nextCursor: page?.nextCursor ?? null,
      };
    });
    if (!isOpen(job)) {
      void queryClient.invalidateQueries({ queryKey: ['materials'] });
      void queryClient.invalidateQueries({ queryKey: ['home'] });
    }
  };
  useServerEvent<IngestionJob>('ingestion', keep);
  const recent = (jobs.data?.items ?? []).filter(
    (job) => isOpen(job) || Date.now() - Date.parse(job.finishedAt ?? job.createdAt) < KEEP_MS,
  );
  return {
    jobs: recent,
    keep,
    cancel: useMutation({
      mutationFn: (id: string) => api(cancelIngestion, { params: { id } }),
      onSuccess: keep,
    }),
    retry: useMutation({
      mutationFn: (id: string) => api(retryIngestion, { params: { id } }),
      onSuccess: keep,
    }),
  };
}
