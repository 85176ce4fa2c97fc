/** Passages on each side that are compared. */
const BLOCK = 2;

type Counts = ReadonlyMap<string, number>;

/** Words of four letters and more by their first seven, which is stem enough to see a topic. */
function countWords(text: string): Counts {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/\p{L}{4,}|[\p{Lo}]{2,}/gu)) {
    const stem = word.slice(0, 7);
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return counts;
}

function sumOf(parts: readonly Counts[]): Counts {
  const counts = new Map<string, number>();
  for (const part of parts)
    for (const [word, count] of part) counts.set(word, (counts.get(word) ?? 0) + count);
  return counts;
}

function likeness(a: Counts, b: Counts): number {
  let dot = 0;
  for (const [word, count] of a) dot += count * (b.get(word) ?? 0);
  const norm = (counts: Counts) =>
    Math.sqrt([...counts.values()].reduce((sum, count) => sum + count ** 2, 0));
  return dot === 0 ? 0 : dot / (norm(a) * norm(b));
}

/** How far a valley lies below the highest points that are reached by climbing on both sides. */
function depth(valleys: readonly number[], at: number): number {
  const here = valleys[at] ?? 0;
  const climb = (step: 1 | -1) => {
    let top = here;
    for (let next = at + step; (valleys[next] ?? -1) >= top; next += step)
      top = valleys[next] ?? top;
    return top - here;
  };
  return climb(1) + climb(-1);
}

/**
 * How much the topic changes before each passage, 0 to 1, by the words that the passages on both
 * sides share: depth of the valleys of lexical cohesion (M. Hearst, "TextTiling: Segmenting Text
 * into Multi-paragraph Subtopic Passages", Computational Linguistics 23(1), 1997). The first is 1.
 */
export function topicChanges(texts: readonly string[]): number[] {
  if (texts.length === 0) return [];
  const words = texts.map(countWords);
  const cohesion = texts.slice(1).map((_, at) => {
    const gap = at + 1;
    return likeness(
      sumOf(words.slice(Math.max(0, gap - BLOCK), gap)),
      sumOf(words.slice(gap, gap + BLOCK)),
    );
  });
  const depths = cohesion.map((_, at) => depth(cohesion, at));
  const deepest = Math.max(...depths, 0);
  return [1, ...depths.map((value) => (deepest === 0 ? 0 : value / deepest))];
}
