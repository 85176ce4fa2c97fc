import { foldText } from './concept-key.ts';
import { rotate } from './rotate.ts';

/** Name and version of the embedder: vectors of different embedders must not be compared. */
export const HASH_EMBEDDER = 'builtin-hash-2';
export const HASH_EMBEDDER_DIMENSIONS = 1536;

const STOP = new Set(
  'a an and are as at be been being but by can could did do does for from had has have he her his how i if in into is it its may might more most no nor not of on or our she should so some such than that the their them then there these they this those to too was we were what when where which who whom whose why will with would you your'.split(
    ' ',
  ),
);

const WORD_WEIGHT = 1;
const PAIR_WEIGHT = 0.6;
const GRAM_WEIGHT = 0.28;

function fnv(text: string, start: number, end: number, seed: number): number {
  let hash = seed;
  for (let i = start; i < end; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return hash >>> 0;
}

/** Strips the commonest English endings; it need not give words, only bring forms together. */
function lightStem(word: string): string {
  if (word.length < 5) return word.length === 4 && word.endsWith('s') ? word.slice(0, -1) : word;
  const stem = word
    .replace(/(?:ies|ied)$/, 'y')
    .replace(/(?:ations?|ating|ated|ates?|izing|ized|izes?|ising|ised)$/, '')
    .replace(/(?:ingly|edly|ing|edly|ed|ly|es|s)$/, '')
    .replace(/(?:ria|rion|rium)$/, 'ri');
  return stem.length >= 3 ? stem : word;
}

/**
 * A vector of 1,536 numbers for a text: hashed words, neighbouring pairs and character trigrams to
 * pentagrams (feature hashing with a sign, Weinberger et al. 2009; sublinear term frequency), of
 * length 1, so that the dot product of two is their cosine, and turned so that their signs tell it
 * too. Lexical: it knows shared words and shared morphology, not meaning. A text without words gives the zero vector.
 */
export function embedText(text: string): Float32Array {
  const vector = new Float32Array(HASH_EMBEDDER_DIMENSIONS);
  const counts = new Map<number, number>();
  const add = (hash: number, weight: number) => {
    counts.set(hash, (counts.get(hash) ?? 0) + weight);
  };
  const words = foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  let previous = 0;
  for (const word of words) {
    if (STOP.has(word)) {
      previous = 0;
      continue;
    }
    const stem = lightStem(word);
    const hash = fnv(stem, 0, stem.length, 0x811c9dc5);
    add(hash, WORD_WEIGHT);
    if (previous !== 0) add(Math.imul(previous, 31) ^ hash, PAIR_WEIGHT);
    previous = hash;
    if (word.length < 4) continue;
    const padded = `^${word}$`;
    for (let size = 3; size <= 5; size += 1) {
      for (let i = 0; i + size <= padded.length; i += 1) {
        add(fnv(padded, i, i + size, 0x9e3779b9), GRAM_WEIGHT);
      }
    }
  }
  for (const [hash, weight] of counts) {
    const slot = (hash >>> 1) % HASH_EMBEDDER_DIMENSIONS;
    const value = weight > 1 ? 1 + Math.log(weight) : weight;
    vector[slot] = (vector[slot] ?? 0) + ((hash & 1) === 0 ? value : -value);
  }
  let norm = 0;
  for (const value of vector) norm += value * value;
  if (norm === 0) return vector;
  const scale = 1 / Math.sqrt(norm);
  for (let i = 0; i < vector.length; i += 1) vector[i] = (vector[i] ?? 0) * scale;
  rotate(vector);
  return vector;
}

/** Cosine of two vectors of `embedText` (they have length 1 already). */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  const size = Math.min(a.length, b.length);
  for (let i = 0; i < size; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
