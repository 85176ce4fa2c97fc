import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Chunk, ParsedDocument } from '../library/index.ts';
import { SourceError } from './domain/source-error.ts';
import type { ParseOutcome, ParseTask } from './worker.ts';

export type ParseInput = Omit<ParseTask, 'kind' | 'port'>;
export type ParsePool = ReturnType<typeof createParsePool>;

/** Threads that parse and chunk; each is limited in memory and dies alone. */
export function createParsePool({ threads = 2, memoryMb = 700 } = {}) {
  const piscina = new Piscina({
    filename: new URL('./worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 10_000,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });

  return {
    /** Throws `SourceError`, or the abort error when `signal` fires. */
    async run(
      input: ParseInput,
      onProgress?: (done: number, total: number) => void,
      signal?: AbortSignal,
    ): Promise<{ document: ParsedDocument; chunks: Chunk[] }> {
      signal?.throwIfAborted();
      const { port1, port2 } = new MessageChannel();
      port1.on('message', ({ done, total }: { done: number; total: number }) =>
        onProgress?.(done, total),
      );
      try {
        const task: ParseTask = { kind: 'parse', ...input, port: port2 };
        const outcome: ParseOutcome = await piscina.run(task, {
          transferList: [port2],
          ...(signal ? { signal } : {}),
        });
        if (!outcome.ok) throw new SourceError(outcome.code, outcome.message);
        return { document: outcome.document, chunks: outcome.chunks };
      } catch (error) {
        if (error instanceof SourceError || signal?.aborted) throw error;
        if (
          error instanceof Error &&
          'code' in error &&
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ) {
          throw new SourceError(
            'too_large',
            'This file needs more memory than one document may take. Split it and upload the parts.',
          );
        }
        throw new SourceError(
          'damaged',
          'This file could not be read to its end. Open it in its own program, save it again and upload the new copy.',
        );
      } finally {
        port1.close();
      }
    },
    close: () => piscina.destroy(),
  };
}
