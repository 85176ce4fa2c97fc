/** A stretch of a transcript with the vector of its text (of length 1). */
export type Unit = { startSeconds: number; endSeconds: number; vector: ArrayLike<number> };

/** A moment between two units, and how deeply the topic changes there. */
export type Cut = { afterUnit: number; atSeconds: number; depth: number };

/** Units on each side of a gap that are compared. */
const BLOCK = 6;

function sum(units: readonly Unit[]): Float64Array {
  const total = new Float64Array(units[0]?.vector.length ?? 0);
  for (const { vector } of units)
    for (let index = 0; index < total.length; index += 1)
      total[index] = (total[index] ?? 0) + (vector[index] ?? 0);
  return total;
}

function cosine(left: Float64Array, right: Float64Array): number {
  let [dot, a, b] = [0, 0, 0];
  for (let index = 0; index < left.length; index += 1) {
    const [l, r] = [left[index] ?? 0, right[index] ?? 0];
    dot += l * r;
    a += l * l;
    b += r * r;
  }
  return a === 0 || b === 0 ? 0 : dot / Math.sqrt(a * b);
}

/** Similarity of what is said before and after each gap; gap 0 lies after unit 0. */
function similarities(units: readonly Unit[]): number[] {
  return units.slice(0, -1).map((_, gap) => {
    const before = units.slice(Math.max(0, gap + 1 - BLOCK), gap + 1);
    return cosine(sum(before), sum(units.slice(gap + 1, gap + 1 + BLOCK)));
  });
}

/** The mean of each value and its neighbours, so that one odd sentence makes no topic. */
function smooth(values: readonly number[]): number[] {
  return values.map((_, at) => {
    const near = values.slice(Math.max(0, at - 1), at + 2);
    return near.reduce((total, value) => total + value, 0) / near.length;
  });
}

/** Where a slope upwards ends that begins at `from`. */
function peak(values: readonly number[], from: number, step: 1 | -1): number {
  let highest = values[from] ?? 0;
  for (let at = from + step; at >= 0 && at < values.length; at += step) {
    const value = values[at] ?? 0;
    if (value < highest) break;
    highest = value;
  }
  return highest;
}

/**
 * Finds where a transcript changes its topic: TextTiling (M. Hearst, "TextTiling: Segmenting Text
 * into Multi-paragraph Subtopic Passages", Computational Linguistics 23(1), 1997), with the vectors
 * of an embedder in place of word counts. A gap is as deep as the similarity falls from the peaks on
 * both sides; those deeper than the mean less half a standard deviation count. The deepest are taken
 * first, each at least `minGapSeconds` from those taken, from the beginning and from the end. The
 * same units always give the same cuts.
 */
export function topicCuts(
  units: readonly Unit[],
  { minGapSeconds, endSeconds }: { minGapSeconds: number; endSeconds: number },
): Cut[] {
  const values = smooth(similarities(units));
  const depths = values.map((value, gap) => {
    const [before, after] = [peak(values, gap, -1) - value, peak(values, gap, 1) - value];
    // On a slope the topic is changing still; only at the bottom of a valley it has changed.
    return before > 0 && after > 0 ? before + after : 0;
  });
  const mean = depths.reduce((total, depth) => total + depth, 0) / Math.max(1, depths.length);
  const variance =
    depths.reduce((total, depth) => total + (depth - mean) ** 2, 0) / Math.max(1, depths.length);
  const cutoff = Math.max(1e-9, mean - Math.sqrt(variance) / 2);
  const candidates = depths
    .map((depth, afterUnit): Cut => {
      const at = units[afterUnit]?.endSeconds ?? 0;
      return { afterUnit, atSeconds: Math.round(at * 1000) / 1000, depth };
    })
    .filter(({ depth }) => depth >= cutoff)
    .toSorted((left, right) => right.depth - left.depth || left.afterUnit - right.afterUnit);
  const taken: Cut[] = [];
  for (const cut of candidates) {
    const marks = [0, endSeconds, ...taken.map(({ atSeconds }) => atSeconds)];
    if (marks.every((mark) => Math.abs(mark - cut.atSeconds) >= minGapSeconds)) taken.push(cut);
  }
  return taken.toSorted((left, right) => left.atSeconds - right.atSeconds);
}

/** Words that a unit has at least, unless the transcript ends. */
const UNIT_WORDS = 20;

/** Cues put together to stretches of some twenty words, which is what can be compared. */
export function groupCues(
  cues: readonly { start: number; end: number; text: string }[],
): { startSeconds: number; endSeconds: number; text: string }[] {
  const groups: { startSeconds: number; endSeconds: number; text: string; words: number }[] = [];
  for (const { start, end, text } of cues) {
    // A script without spaces has about two letters a word.
    const words = Math.max(
      text.split(/\s+/).length,
      /[\p{sc=Han}\p{sc=Thai}\p{sc=Hiragana}]/u.test(text) ? text.length / 2 : 0,
    );
    const open = groups.at(-1);
    if (open === undefined || open.words >= UNIT_WORDS)
      groups.push({ startSeconds: start, endSeconds: end, text, words });
    else {
      open.text += ` ${text}`;
      open.endSeconds = Math.max(open.endSeconds, end);
      open.words += words;
    }
  }
  return groups.map(({ startSeconds, endSeconds, text }) => ({ startSeconds, endSeconds, text }));
}
