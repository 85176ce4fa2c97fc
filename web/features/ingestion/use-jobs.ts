import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
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

/** What a finished job may have changed, besides the jobs themselves. */
const CHANGED = [
  'materials',
  'material',
  'outline',
  'chunks',
  'chunk-window',
  'concepts',
  'items',
  'review',
  'home',
];

/** Reads anew what jobs have made as soon as they end, whether the stream or the poll tells of it. */
function useFresh(jobs: readonly IngestionJob[] | undefined, queryClient: QueryClient): void {
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!jobs) return;
    const ended = new Set(jobs.filter((job) => !isOpen(job)).map(({ id }) => id));
    const before = known.current;
    known.current = ended;
    if (before !== null && [...ended].some((id) => !before.has(id)))
      for (const key of CHANGED) void queryClient.invalidateQueries({ queryKey: [key] });
  }, [jobs, queryClient]);
}

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
  };
  useFresh(jobs.data?.items, queryClient);
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
