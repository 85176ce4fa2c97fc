import path from 'node:path';
import { Piscina } from 'piscina';
import type { Proposed } from './domain/propose.ts';
import type { Sources, Wish } from './domain/source.ts';
import type { ProposeCall } from './worker.ts';

/** One thread that proposes: a shelf of books takes it a second, and pages must not wait. */
export function createProposePool() {
  let pool: Piscina | undefined;
  return {
    run(sources: Sources, wish: Wish): Promise<Proposed> {
      pool ??= new Piscina({
        filename: path.join(import.meta.dirname, 'worker.ts'),
        minThreads: 0,
        maxThreads: 1,
        idleTimeout: 30_000,
        resourceLimits: { maxOldGenerationSizeMb: 512 },
      });
      const call: ProposeCall = { sources, wish };
      return pool.run(call);
    },
    async close(): Promise<void> {
      await pool?.close({ force: true });
    },
  };
}

export type ProposePool = ReturnType<typeof createProposePool>;
