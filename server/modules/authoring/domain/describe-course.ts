import type { z } from 'zod';
import type { MaterialLevel } from '../../../../contracts/library.ts';
import type { ItemFact, Passage } from './source.ts';
import { cleanTitle } from './titles.ts';
import { joinNames } from './wording.ts';

type Level = z.infer<typeof MaterialLevel>;

/** Mean difficulties, of 1 to 10, from which a course is for the intermediate and the advanced. */
const INTERMEDIATE = 3.8;
const ADVANCED = 6.2;

/** What most materials say of themselves, else what their items ask. */
export function levelOf(levels: readonly (Level | null)[], items: readonly ItemFact[]): Level {
  const known = levels.filter((level) => level !== null);
  const votes = Map.groupBy(known, (level) => level);
  const most = [...votes].sort((a, b) => b[1].length - a[1].length)[0];
  if (most && known.length * 2 > levels.length) return most[0];
  if (items.length === 0) return 'beginner';
  const mean = items.reduce((sum, { difficulty }) => sum + difficulty, 0) / items.length;
  if (mean >= ADVANCED) return 'advanced';
  return mean >= INTERMEDIATE ? 'intermediate' : 'beginner';
}

/** The language of most words, where the source does not say; `und` where nobody knows. */
export function languageOf(
  stated: string,
  passages: readonly (Pick<Passage, 'words'> & { language: string })[],
): string {
  if (stated !== 'und') return stated;
  const words = new Map<string, number>();
  for (const { language, words: count } of passages)
    if (language !== 'und') words.set(language, (words.get(language) ?? 0) + count);
  return [...words].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0] ?? 'und';
}

/** A course is named after its materials until its author says better. */
export function courseTitle(titles: readonly string[], language: string): string {
  const clean = titles.map((title) => cleanTitle(title, () => null) ?? title);
  const all = joinNames(language, clean);
  return all.length <= 255 ? all : (clean[0] ?? all).slice(0, 255);
}
