const LIGHT = new Set(
  'a an and are as at be been but by can could did do does for from had has have he her his how if in into is it its may might more most must no not of on one or our she should so some such than that the their them then there these they this those to was we were what when where which while who whose why will with would you your also called name term following'.split(
    ' ',
  ),
);

/** Lower case, no accents, straight quotes, hyphens as spaces. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[’ʼ]/g, "'")
    .replace(/[-‐‑–—]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

export const words = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** A crude stem: enough to see `mitochondria` in `mitochondrial`. */
export function stem(word: string): string {
  if (word.length < 5) return word.replace(/s$/, '');
  const cut = word
    .replace(/(?:ies|y)$/, 'i')
    .replace(/(?:ations?|ating|ated|ates?|ings?|ed|es|ers?|ors?|s|ly|al|ments?|e)$/, '');
  return cut.length >= 3 ? cut : word;
}

/** Stems of the words that carry meaning. */
export const contentStems = (text: string): Set<string> =>
  new Set(
    words(text)
      .filter((word) => !LIGHT.has(word) && (word.length > 1 || /\d/.test(word)))
      .map(stem),
  );

export const wordCount = (text: string): number => text.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;

/** Share of the members of `part` that are in `whole`; 1 for an empty part. */
export function shareIn(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  if (part.size === 0) return 1;
  let found = 0;
  for (const member of part) if (whole.has(member)) found += 1;
  return found / part.size;
}

export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const member of a) if (b.has(member)) shared += 1;
  const union = a.size + b.size - shared;
  return union === 0 ? 0 : shared / union;
}
