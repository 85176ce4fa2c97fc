import { setTimeout as sleep } from 'node:timers/promises';
import { AiError } from '../../ports/ai/index.ts';
import { retryDelayMs } from './domain/retry.ts';

/**
 * Tries again where that helps; each try is a call with a reservation and a row of its own.
 *
 * @param mayRepeat which failures may be tried again at all.
 */
export async function retrying<T>(
  signal: AbortSignal | undefined,
  call: () => Promise<T>,
  mayRepeat: (error: AiError) => boolean = () => true,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof AiError) || !mayRepeat(error)) throw error;
      const delay = retryDelayMs(error, attempt, Math.random());
      if (delay === null) throw error;
      await sleep(delay, undefined, signal ? { signal } : {});
    }
  }
}
