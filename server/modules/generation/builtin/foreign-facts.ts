import type { Sentence } from './document-view.ts';
import type { Fact } from './facts.ts';

/**
 * The plainest way to define, `X is a …`, in languages for which no tagger is at hand. Nothing
 * beyond it is tried: what needs grammar is left undone rather than done badly.
 */
const COPULAS: Record<string, { article: string; copula: string; indefinite: string }> = {
  es: {
    article: 'el|la|los|las|un|una',
    copula: 'es|son',
    indefinite: 'un|una|unos|unas|el|la|los|las',
  },
  fr: {
    article: "le|la|les|l['’]|un|une|des",
    copula: 'est|sont',
    indefinite: "un|une|des|le|la|les|l['’]",
  },
  de: { article: 'der|die|das|ein|eine', copula: 'ist|sind', indefinite: 'ein|eine|der|die|das' },
  it: {
    article: "il|lo|la|i|gli|le|l['’]|un|uno|una|un['’]",
    copula: 'è|sono',
    indefinite: "un|uno|una|un['’]|il|lo|la|i|gli|le|l['’]",
  },
  pt: { article: 'o|a|os|as|um|uma', copula: 'é|são', indefinite: 'um|uma|uns|umas|o|a|os|as' },
  nl: { article: 'de|het|een', copula: 'is|zijn', indefinite: 'een|de|het' },
};

const LEANING =
  /^(?:este|esta|esto|ese|esa|eso|estos|estas|su|sus|él|ella|ello|lo|ce|cette|cet|ces|il|elle|ils|elles|son|sa|ses|cela|ceci|c['’]est|dies|diese|dieser|dieses|es|er|sie|sein|ihr|questo|questa|questi|queste|suo|sua|ciò|este|isto|isso|ele|ela|seu|sua|dit|deze|die|dat|het)\s/i;

const patterns = new Map<string, RegExp>();

function patternFor(language: string): RegExp | null {
  const code = language.slice(0, 2).toLowerCase();
  const parts = COPULAS[code];
  if (parts === undefined) return null;
  let pattern = patterns.get(code);
  if (pattern === undefined) {
    pattern = new RegExp(
      `^(?:(${parts.article})(?:\\s+|(?<=['’])))?([\\p{L}][\\p{L}\\p{N}-]*(?: [\\p{L}\\p{N}-]+){0,3}?) (?:${parts.copula}) ((?:${parts.indefinite})(?:\\s+|(?<=['’])).+)$`,
      'iu',
    );
    patterns.set(code, pattern);
  }
  return pattern;
}

/** A definition in a language other than English, or null. Never throws. */
export function foreignFacts(language: string, sentence: Sentence): Fact | null {
  const { plain } = sentence;
  if (sentence.words < 6 || sentence.words > 40 || !/[.!]$/.test(plain)) return null;
  const match = patternFor(language)?.exec(plain);
  if (match === null || match === undefined) return null;
  const [, article = '', name = '', phrase = ''] = match;
  if (name.length < 3 || (article === '' && LEANING.test(`${name} `))) return null;
  if (!/^\p{Lu}/u.test(plain) || phrase.split(' ').length < 5) return null;
  const nameStart = plain.indexOf(name);
  return {
    kind: 'definition',
    sentence,
    name,
    head: name.toLowerCase(),
    article: article.toLowerCase(),
    aliases: [],
    plural: false,
    proper: /^\p{Lu}/u.test(name) && article !== '',
    nameStart,
    nameEnd: nameStart + name.length,
    phrase: phrase.replace(/[.!]$/, ''),
    genus: '',
    strength: 0.7,
  };
}
