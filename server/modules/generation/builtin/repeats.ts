import { contentStems, overlap } from './phrases.ts';

const SAME = 0.8;

/**
 * Drops drafts that nearly repeat an earlier one of the same group, across the whole document, so
 * that what is kept does not depend on batches. Candidates are found by shared content stems.
 */
export function withoutRepeats<T>(
  perChunk: ReadonlyMap<string, T[]>,
  textOf: (draft: T) => string,
  groupOf: (draft: T) => string,
): Map<string, T[]> {
  const seen: ReadonlySet<string>[] = [];
  const byStem = new Map<string, number[]>();
  const kept = new Map<string, T[]>();
  for (const [chunkId, drafts] of perChunk) {
    kept.set(
      chunkId,
      drafts.filter((draft) => {
        const group = groupOf(draft);
        const stems = contentStems(textOf(draft));
        const candidates = new Map<number, number>();
        for (const stem of stems) {
          for (const id of byStem.get(`${group}|${stem}`) ?? [])
            candidates.set(id, (candidates.get(id) ?? 0) + 1);
        }
        for (const [id, shared] of candidates) {
          if (shared * 2 >= stems.size && overlap(stems, seen[id] ?? new Set()) >= SAME)
            return false;
        }
        const id = seen.push(stems) - 1;
        for (const stem of stems) {
          const key = `${group}|${stem}`;
          const list = byStem.get(key);
          if (list === undefined) byStem.set(key, [id]);
          else list.push(id);
        }
        return true;
      }),
    );
  }
  return kept;
}
