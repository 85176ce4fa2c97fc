/** A passage in which a quote may stand. */
export type Passage = { id: string; position: number; text: string };

/** Where a quote stands in other passages: to the letter, in other words, or nowhere. */
export type Placed =
  | { kind: 'same'; chunkId: string; start: number; end: number; quote: string }
  | { kind: 'changed'; chunkId: string; start: number; end: number; quote: string }
  | { kind: 'gone' };

/** Share of words that an old and a new span have in common, from which they are the same place. */
const ALIKE = 0.5;
/** Passages that share fewer of the quote's words are not looked into. */
const WORTH_A_LOOK = 0.4;
const MOST_WINDOWS = 400;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function atLetter(quote: string, { id, text }: Passage): Placed | null {
  const start = text.indexOf(quote);
  return start < 0 ? null : { kind: 'same', chunkId: id, start, end: start + quote.length, quote };
}

/** White space may differ: a text that is laid out anew has not changed. */
function loosely(pattern: RegExp, { id, text }: Passage): Placed | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [quote] = match;
  return { kind: 'same', chunkId: id, start: match.index, end: match.index + quote.length, quote };
}

/** Sørensen–Dice over words with their numbers: 2 · shared / all. */
function likeness(a: ReadonlyMap<string, number>, aSize: number, b: readonly string[]): number {
  const left = new Map(a);
  let shared = 0;
  for (const word of b) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared += 1;
  }
  return aSize + b.length === 0 ? 0 : (2 * shared) / (aSize + b.length);
}

type Span = { start: number; end: number };

function sentencesIn(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(/[^\n.!?]+(?:[.!?]+(?=\s|$)|\n|$)|[^\n]+/gu)) {
    const trimmed = match[0].trim();
    if (trimmed === '') continue;
    const start = match.index + match[0].indexOf(trimmed);
    spans.push({ start, end: start + trimmed.length });
  }
  return spans;
}

/** Runs of sentences about as long as the quote. */
function* windows(text: string, sentences: number): Generator<Span> {
  const spans = sentencesIn(text);
  let made = 0;
  for (const size of new Set([sentences, sentences + 1, Math.max(1, sentences - 1)])) {
    for (let at = 0; at + size <= spans.length; at += 1) {
      const [first, last] = [spans[at], spans[at + size - 1]];
      if (first === undefined || last === undefined) continue;
      made += 1;
      if (made > MOST_WINDOWS) return;
      yield { start: first.start, end: last.end };
    }
  }
}

/**
 * Finds the place of a quote in the passages of another version. A quote that stands there to the
 * letter is `same`, the nearest to its old position where it stands several times; else the run of
 * sentences most like it, if it is like enough, is what it was `changed` to.
 *
 * @param position of the passage that it stood in.
 */
export function placeQuote(quote: string, position: number, passages: readonly Passage[]): Placed {
  const nearest = [...passages].sort(
    (a, b) => Math.abs(a.position - position) - Math.abs(b.position - position),
  );
  const parts = quote.trim().split(/\s+/);
  const pattern = new RegExp(parts.map((part) => RegExp.escape(part)).join('\\s+'), 'u');
  for (const passage of nearest) {
    const place = atLetter(quote, passage);
    if (place !== null) return place;
  }
  if (parts.length > 1) {
    for (const passage of nearest) {
      const place = loosely(pattern, passage);
      if (place !== null) return place;
    }
  }
  const words = wordsOf(quote);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sentences = Math.max(1, sentencesIn(quote).length);
  let best: (Span & { passage: Passage; score: number }) | null = null;
  for (const passage of nearest) {
    const there = new Set(wordsOf(passage.text));
    const known = words.filter((word) => there.has(word)).length;
    if (words.length === 0 || known / words.length < WORTH_A_LOOK) continue;
    for (const span of windows(passage.text, sentences)) {
      const score = likeness(
        counts,
        words.length,
        wordsOf(passage.text.slice(span.start, span.end)),
      );
      if (score >= ALIKE && score > (best?.score ?? 0)) best = { ...span, passage, score };
    }
  }
  if (best === null) return { kind: 'gone' };
  const { passage, start, end } = best;
  return {
    kind: 'changed',
    chunkId: passage.id,
    start,
    end,
    quote: passage.text.slice(start, end),
  };
}

/** What becomes of an item whose spans were placed so. */
export function fateOf(placed: readonly Placed[]): 'kept' | 'stale' | 'retired' {
  if (placed.every(({ kind }) => kind === 'same')) return 'kept';
  return placed.every(({ kind }) => kind === 'gone') ? 'retired' : 'stale';
}
