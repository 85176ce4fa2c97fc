import winkModel from 'wink-eng-lite-web-model';
import winkNlp, { type ItsFunction } from 'wink-nlp';

/** One token: offsets are into the string that was tagged. `pos` is a Universal Dependencies tag. */
export type Token = {
  text: string;
  lower: string;
  lemma: string;
  pos: string;
  start: number;
  end: number;
};

let loaded: ReturnType<typeof winkNlp> | undefined;

/** Reads the model at the first use: a server that leaves the work to its thread never does. */
function tagger(): ReturnType<typeof winkNlp> {
  loaded ??= winkNlp(winkModel, ['pos']);
  return loaded;
}

/**
 * Tags one sentence of English. Offsets are found by walking the text, since wink reports white
 * space but no positions; a token that cannot be found again (it never alters text) is skipped.
 */
export function tagSentence(text: string): Token[] {
  const nlp = tagger();
  const { its } = nlp;
  const tokens = nlp.readDoc(text).tokens();
  const values = tokens.out(its.value) as string[];
  const tags = tokens.out(its.pos) as string[];
  const lemmas = tokens.out(its.lemma as unknown as ItsFunction<string>) as string[];
  const result: Token[] = [];
  let from = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? '';
    const start = text.indexOf(value, from);
    if (value === '' || start < 0) continue;
    const lower = value.toLowerCase();
    result.push({
      text: value,
      lower,
      lemma: lemmas[i] ?? lower,
      pos: tags[i] ?? 'X',
      start,
      end: start + value.length,
    });
    from = start + value.length;
  }
  return result;
}
