/** Plurals that no suffix rule gets right and that teaching texts use. */
const IRREGULAR: Record<string, string> = {
  alumni: 'alumnus',
  analyses: 'analysis',
  axes: 'axis',
  bacteria: 'bacterium',
  bases: 'base',
  caches: 'cache',
  children: 'child',
  crises: 'crisis',
  criteria: 'criterion',
  data: 'data',
  errata: 'erratum',
  feet: 'foot',
  foci: 'focus',
  fungi: 'fungus',
  genera: 'genus',
  hypotheses: 'hypothesis',
  indices: 'index',
  knives: 'knife',
  leaves: 'leaf',
  lives: 'life',
  matrices: 'matrix',
  media: 'medium',
  men: 'man',
  mice: 'mouse',
  mitochondria: 'mitochondrion',
  nuclei: 'nucleus',
  phenomena: 'phenomenon',
  phyla: 'phylum',
  radii: 'radius',
  selves: 'self',
  series: 'series',
  species: 'species',
  stimuli: 'stimulus',
  strata: 'stratum',
  syntheses: 'synthesis',
  teeth: 'tooth',
  theses: 'thesis',
  vertices: 'vertex',
  wives: 'wife',
  wolves: 'wolf',
  women: 'woman',
};

/** Words that end in s and are no plurals. */
const NOT_PLURAL = /(?:ss|us|is|ics|ness|news|lens|gas|bias|atlas|canvas|alias|chaos|cosmos|dns)$/;

/** The singular of one lower-case English word; words that are not plural come back as they are. */
export function singular(word: string): string {
  const known = IRREGULAR[word];
  if (known !== undefined) return known;
  if (word.length < 4 || !word.endsWith('s') || NOT_PLURAL.test(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:ch|sh|x|zz|ss)es$/.test(word)) return word.slice(0, -2);
  if (/(?:viruse|cactuse|octopuse|buse|gase|statuse|focuse|processe)s$/.test(word)) {
    return word.slice(0, -2);
  }
  if (/(?:ato|eto|ero|cho)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** Lower case, no accents, straight apostrophes, hyphens as spaces. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[’ʼ]/g, "'")
    .replace(/[-‐‑–—_/]+/g, ' ');
}

/** The words of a text as concept keys see them: folded, singular, without possessive endings. */
export function keyWords(text: string): string[] {
  const words = foldText(text).match(/[\p{L}\p{N}+#]+(?:'[\p{L}]+)?/gu) ?? [];
  return words.map((word) => singular(word.replace(/'s?$/, '').replace(/'s$/, '')));
}

/**
 * The identity of a concept whatever its case, number, hyphenation or accents:
 * `Light-dependent Reactions` and `light dependent reaction` have the same key. A leading article
 * does not count. A name without any letter or digit has the empty key.
 */
export function conceptKey(name: string): string {
  const words = keyWords(name);
  if (words.length > 1 && /^(?:a|an|the)$/.test(words[0] ?? '')) words.shift();
  return words.join(' ');
}
