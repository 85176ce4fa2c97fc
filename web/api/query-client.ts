import { QueryClient } from '@tanstack/react-query';
import { isApiProblem } from './problem.ts';

/** A refusal (4xx) will be refused again; a lost connection or a busy server may recover. */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (isApiProblem(error)) {
    if (error.code === 'aborted') return false;
    if (error.status >= 400 && error.status < 500 && error.status !== 429) return false;
  }
  return failures < 2;
}

/** The one cache of server state. Server-sent events keep it fresh, so reads stay valid a while. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        retry: shouldRetry,
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 8_000),
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
}
