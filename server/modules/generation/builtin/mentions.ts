import { foldText, keyWords, singular } from '../domain/concept-key.ts';

export type Mention<T> = { item: T; start: number; end: number };

type Entry<T> = { words: string[]; item: T };

const TOO_COMMON = new Set(
  'a an as at be by do he if in is it no of on or so the to up us we'.split(' '),
);

/** Finds names in running text whatever their case, number or hyphenation; the longest name wins. */
export class MentionIndex<T> {
  readonly #byFirst = new Map<string, Entry<T>[]>();

  add(name: string, item: T): void {
    const words = keyWords(name);
    const first = words[0];
    if (first === undefined || (words.length === 1 && TOO_COMMON.has(first))) return;
    const entries = this.#byFirst.get(first) ?? [];
    if (entries.some((entry) => entry.words.join(' ') === words.join(' '))) return;
    entries.push({ words, item });
    entries.sort((a, b) => b.words.length - a.words.length);
    this.#byFirst.set(first, entries);
  }

  find(text: string): Mention<T>[] {
    const words: { key: string; start: number; end: number }[] = [];
    for (const match of text.matchAll(/[\p{L}\p{N}+#]+(?:['’]\p{L}+)?/gu)) {
      const folded = foldText(match[0])
        .replace(/'s?$|'s$/, '')
        .replace(/'s$/, '');
      const bare = match[0].replace(/['’]s?$/, '');
      words.push({ key: singular(folded), start: match.index, end: match.index + bare.length });
    }
    const mentions: Mention<T>[] = [];
    for (let i = 0; i < words.length; i += 1) {
      const entry = this.#byFirst
        .get(words[i]?.key ?? '')
        ?.find(({ words: sought }) => sought.every((word, k) => words[i + k]?.key === word));
      if (entry === undefined) continue;
      const last = words[i + entry.words.length - 1];
      mentions.push({ item: entry.item, start: words[i]?.start ?? 0, end: last?.end ?? 0 });
      i += entry.words.length - 1;
    }
    return mentions;
  }
}
