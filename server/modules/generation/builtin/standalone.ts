import type { Sentence } from './document-view.ts';

/** Beginnings that lean on what came before. */
const LEANING =
  /^["“‘'([]*(?:it|its|he|she|they|them|their|his|her|him|this|that|these|those|such|both|neither|either|another|others?|some|many|most|few|all|each|one|none|here|there|however|therefore|thus|hence|also|but|and|or|nor|so|yet|moreover|furthermore|besides|otherwise|instead|then|again|similarly|likewise|conversely|consequently|accordingly|meanwhile|nevertheless|nonetheless|still|indeed|finally|lastly|first|firstly|second|secondly|third|thirdly|next|afterwards?|later|now|today|what|which|who|when|where|why|how|if|let|note|see|remember|recall|consider|imagine|suppose|as (?:of|a result|an example|such|usual)|for (?:example|instance|this)|in (?:addition|contrast|other words|fact|turn|particular|short|general|this|that|these|such|both|summary|conclusion)|on the (?:other|contrary)|by (?:contrast|then|this)|at (?:this|that|the same)|after (?:this|that)|because of (?:this|that)|to (?:this|that|do)|of course|with this|with that|rather|only|even|not|no|too|since then|until then|yes|ok|more|less|additionally|importantly|interestingly|unfortunately|fortunately|naturally|obviously|clearly|perhaps|maybe|usually|often|sometimes|generally|typically|overall|put|say|unlike)\b/i;

/** Anything that points out of the sentence, at the reader or at the writer. */
const POINTING =
  /\b(?:this|these|those|the (?:following|above|below|former|latter|preceding|previous|next|same|other|others|aforementioned|author|calculation|story|table (?:also )?shows|text|book|chapter|section|reader|command|example)|above-mentioned|(?:above|below)(?!\s+(?:or below|or above|the|an?|its|their|ground|sea|zero|average|water|\d))|see also|as (?:shown|seen|we|you|described|mentioned|explained|noted|discussed)|(?:figure|fig\.|table|chapter|section|appendix|page|example|listing|equation|step|sidebar) [\dA-Z]|we|us|our|ours|you|your|yours|i|my|me|let's|ourselves|yourself|here|today|nowadays|currently|recently|at the time of writing|such an?|(?<!\b(?:to|of|from|in|by|with|into|and|or|for) )another|he|she|him|his|her|hers|himself|herself|this one|later|earlier|both (?:roles|cases|sides|parts|approaches|methods|types|kinds|these|those|of them))\b/i;

/** Adverbs that join a sentence to the one before it. */
const JOINING =
  /\balso\b(?! (?:known|called|termed|named|referred|written|abbreviated))|\b(?:thus|therefore|hence|likewise|similarly|consequently|however|nevertheless|nonetheless|moreover|furthermore|meanwhile|otherwise|instead(?! of)|in turn|the (?:second|third|fourth|last) (?:area|part|point|step|group|case|one|reason)|for (?:this|that) reason|for (?:instance|example))\b/i;

const MARKUP =
  /[÷×=−±≤≥]|https?:|www\.|[→←↑↓⇒§¶•|{}<>\\$]|[^\s\w]{4,}|\S{32,}|[[\]]|\/\w+\/|--\w|\.\.\.|…/;

/** Whether a phrase points at something outside it: the reader, the writer, the text around. */
export const pointsElsewhere = (phrase: string): boolean =>
  POINTING.test(phrase) || JOINING.test(phrase) || MARKUP.test(phrase);

function balanced(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return count(/\(/g) === count(/\)/g) && count(/[“]/g) === count(/[”]/g) && count(/"/g) % 2 === 0;
}

/** Whether a sentence may open a passage: it does not lean on a sentence before it. */
export function opensWell(plain: string): boolean {
  return /^["“‘'(]*[\p{Lu}\p{N}]|^[a-z][\w-]* (?:is|are) /u.test(plain) && !LEANING.test(plain);
}

/**
 * Whether a sentence makes sense to somebody who sees nothing else of the text: it is whole, leans
 * on nothing before it, speaks neither to nor of the reader or the writer, and points at nothing.
 * `it` and `they` are let through only where a noun stands before them.
 */
export function standsAlone(sentence: Pick<Sentence, 'plain' | 'tokens' | 'words'>): boolean {
  const { plain, tokens } = sentence;
  if (!/[.!]["”’)]*$/.test(plain) || sentence.words < 5 || sentence.words > 42) return false;
  if (
    !opensWell(plain) ||
    POINTING.test(plain) ||
    JOINING.test(plain) ||
    MARKUP.test(plain) ||
    !balanced(plain)
  ) {
    return false;
  }
  const [first] = tokens;
  // `Returns the number of …`: a description without its subject, or an order.
  if (first?.pos === 'VERB' && !/(?:ing|ed)$/.test(first.lower)) return false;
  return pronounsResolve(tokens);
}

/** Whether a sentence would stand alone if it ended at `end`, an offset into its plain text. */
export function standsAloneUntil(sentence: Sentence, end: number): boolean {
  const plain = `${sentence.plain.slice(0, end).replace(/[\s,;:.—–-]+$/, '')}.`;
  const tokens = sentence.tokens.filter((token) => token.end <= end);
  return standsAlone({ plain, tokens, words: plain.split(' ').length });
}

function pronounsResolve(tokens: Sentence['tokens']): boolean {
  let nouns = 0;
  for (const token of tokens) {
    if (token.pos === 'NOUN' || token.pos === 'PROPN') nouns += 1;
    if (/^(?:it|its|itself|they|them|their|themselves)$/.test(token.lower) && nouns === 0)
      return false;
  }
  return true;
}
