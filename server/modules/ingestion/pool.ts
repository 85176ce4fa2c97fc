import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Chunk, ParsedDocument } from '../library/index.ts';
import { SourceError } from './domain/source-error.ts';
import type { ParseOutcome, ParseTask } from './worker.ts';

export type ParseInput = Omit<ParseTask, 'kind' | 'port'>;
export type ParsePool = ReturnType<typeof createParsePool>;

export type ParsePoolOptions = {
  threads?: number;
  /** Heap of one thread, in MiB. */
  memoryMb?: number;
  /** Time for one source, the wait for a free thread included. */
  timeoutMs?: number;
  /** The module each thread runs; another one in tests. */
  worker?: URL;
};

/** The buffer behind the bytes, where nothing else lies in it. */
const ownBuffer = (bytes: Uint8Array | undefined): ArrayBuffer[] =>
  bytes?.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === bytes.byteLength
    ? [bytes.buffer]
    : [];

/** Threads that parse and chunk; each is limited in memory and time, and dies alone. */
export function createParsePool({
  threads = 2,
  memoryMb = 512,
  timeoutMs = 15 * 60_000,
  worker = new URL('./worker.ts', import.meta.url),
}: ParsePoolOptions = {}) {
  const piscina = new Piscina({
    filename: worker.href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 10_000,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });

  return {
    /**
     * @throws SourceError where the source cannot be read, takes too long or too much memory
     * @throws the reason of `signal` where that fires
     * @throws Error, with the parser's own error as cause, for whatever no parser foresaw: a
     *   fault of the program, which is logged and not blamed on the file
     */
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
      const tooLong = AbortSignal.timeout(timeoutMs);
      try {
        const task: ParseTask = { kind: 'parse', ...input, port: port2 };
        const outcome: ParseOutcome = await piscina.run(task, {
          // A source is handed over, not copied: it may have 200 MB.
          transferList: [port2, ...ownBuffer(input.bytes)],
          signal: signal ? AbortSignal.any([signal, tooLong]) : tooLong,
        });
        if (!outcome.ok) {
          const { code, message, cause } = outcome;
          throw new SourceError(code, message, cause === null ? {} : { cause });
        }
        return { document: outcome.document, chunks: outcome.chunks };
      } catch (error) {
        if (error instanceof SourceError) throw error;
        if (signal?.aborted) throw error;
        if (tooLong.aborted) {
          throw new SourceError(
            'too_large',
            'Reading this file took too long and was stopped. Split it and upload the parts.',
            { cause: error },
          );
        }
        if (hasCode(error, 'ERR_WORKER_OUT_OF_MEMORY')) {
          throw new SourceError(
            'too_large',
            'This file needs more memory than one document may take. Split it and upload the parts.',
            { cause: error },
          );
        }
        throw new Error(`The parser failed on ${input.fileName}.`, { cause: error });
      } finally {
        port1.close();
      }
    },
    close: () => piscina.destroy(),
  };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
