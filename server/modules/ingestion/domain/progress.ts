import type { IngestionJob } from '../../../../contracts/ingestion.ts';

type Stage = IngestionJob['stage'];

/** Share of the whole that each stage takes with the built-in engine, measured on books. */
const SHARES: [Stage, number][] = [
  ['fetch', 0.03],
  ['parse', 0.22],
  ['embed', 0.15],
  ['concepts', 0.15],
  ['items', 0.4],
  ['summaries', 0.05],
  ['done', 0],
];

/** 0-1 over all stages: the stages before this one, and the part of this one that is done. */
export function overallProgress(stage: Stage, done: number, total: number): number {
  let before = 0;
  for (const [name, share] of SHARES) {
    if (name === stage) {
      const part = total > 0 ? Math.min(1, done / total) : 0;
      return stage === 'done' ? 1 : Math.min(1, before + share * part);
    }
    before += share;
  }
  return before;
}
