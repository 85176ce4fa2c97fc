import type { z } from 'zod';

/** A kind of background work. Its payload is checked when it is queued and again when it runs. */
export type Task<P = unknown> = {
  name: string;
  payload: z.ZodType<P>;
  /** Jobs of this kind that one worker runs at once. */
  concurrency: number;
  /** Attempts after the first one, with growing pauses. */
  retries: number;
  /** A worker that says nothing for this long is taken for dead and the job runs elsewhere. */
  timeoutSeconds: number;
  /** Five-field cron expression (UTC), for work that runs by the clock with an empty payload. */
  cron?: string;
  run(payload: P, control: { signal: AbortSignal }): Promise<void>;
};

/** Keeps the type of the payload between the schema and the handler. */
export function defineTask<P>(task: Task<P>): Task<P> {
  return task;
}
