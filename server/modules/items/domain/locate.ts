import { z } from 'zod';

export const LocatedBlock = z.object({
  start: z.number(),
  page: z.number().optional(),
  seconds: z.number().optional(),
});

export type LocatedChunk = {
  blocks: readonly z.infer<typeof LocatedBlock>[];
  pageStart: number | null;
  startSeconds: number | null;
};

/**
 * Page and second at which a span begins: those of the block in which it begins, else those of
 * the chunk. Blocks stand in order of `start`.
 */
export function locate(
  chunk: LocatedChunk,
  start: number,
): { page: number | null; seconds: number | null } {
  const block = chunk.blocks.findLast((candidate) => candidate.start <= start);
  return { page: block?.page ?? chunk.pageStart, seconds: block?.seconds ?? chunk.startSeconds };
}
