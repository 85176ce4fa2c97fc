import { createHash } from 'node:crypto';
import path from 'node:path';
import { Piscina } from 'piscina';
import { BUILTIN } from './builtin/identity.ts';
import type { EngineRun, GenerationEngine, SourceDocument } from './engine.ts';
import { type EngineCall, NOT_OPEN } from './worker.ts';

export type EnginePool = GenerationEngine & { close(): Promise<void> };

/** The built-in engine in a thread of its own: a book takes it seconds, and pages must not wait. */
export function createEnginePool(): EnginePool {
  let pool: Piscina | undefined;
  const call = (message: EngineCall): Promise<unknown> => {
    pool ??= new Piscina({
      filename: path.join(import.meta.dirname, 'worker.ts'),
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    return pool.run(message);
  };
  return {
    identity: BUILTIN,
    async open(document: SourceDocument): Promise<EngineRun> {
      const hash = createHash('sha256');
      for (const chunk of document.chunks) hash.update(chunk.id).update(chunk.contentHash);
      const key = hash.digest('hex');
      await call({ kind: 'open', key, document });
      const ask = async <T>(message: Exclude<EngineCall, { kind: 'open' }>): Promise<T> => {
        const answer = await call(message);
        if (answer !== NOT_OPEN) return answer as T;
        // The thread was ended while idle, or other documents pushed this one out.
        await call({ kind: 'open', key, document });
        return (await call(message)) as T;
      };
      return {
        concepts: () => ask({ kind: 'concepts', key }),
        nuggets: (ids) => ask({ kind: 'nuggets', key, chunkIds: [...ids] }),
        flashcards: (ids) => ask({ kind: 'flashcards', key, chunkIds: [...ids] }),
        questions: (ids) => ask({ kind: 'questions', key, chunkIds: [...ids] }),
        chunkSummaries: (ids) => ask({ kind: 'summaries', key, chunkIds: [...ids] }),
        chapterSummary: (title, ids) =>
          ask({ kind: 'chapter_summary', key, title, chunkIds: [...ids] }),
        materialSummary: () => ask({ kind: 'material_summary', key }),
      };
    },
    async close() {
      await pool?.close({ force: true });
    },
  };
}
