import type { Sentence } from './document-view.ts';
import { headOf, readName } from './noun-phrases.ts';
import { ARTICLE } from './read-subject.ts';
import type { Token } from './tagger.ts';

/** Heads that say too little for a definition: `X is a problem`. */
const WEAK_GENUS =
  /^(?:part|one|kind|type|form|example|category|way|result|reason|problem|matter|idea|case|step|thing|question|choice|option|sign|bit|lot|solution|alternative|piece|means|time|place|fact|issue|challenge|success|failure|mistake|goal|aim|answer|difference|cause|consequence|best|most|source|key|basis|candidate|advantage|concern|feature|member|variant|version|equivalent|first|last|second|product|subject|task|exception|majority|name|list|number|person|people|must|shame|pity|good|aspect|concept|property|tribute|tie|side|start|end|point|default|other|same|right|center|centre|heart|home)$/;
/** Weak heads that tell enough once they say of what: `the difference between a and b`. */
const RELATIONAL =
  /^(?:difference|number|product|point|time|place|end|part|ratio|sum|way|means|property|side)$/;
const RELATED_TO =
  /^ (?:of|between|at which|in which|on which|by which|for|it takes|that it takes|where|when)\s/;
const TELLING_TAIL = 6;

/** Whether the head of a definition says too little of what is defined. */
export const isWeakGenus = (sentence: Sentence, { genus, tail }: { genus: Token; tail: number }) =>
  WEAK_GENUS.test(genus.lemma) &&
  !(
    RELATIONAL.test(genus.lemma) &&
    tail >= TELLING_TAIL &&
    RELATED_TO.test(sentence.plain.slice(genus.end))
  );

const EVALUATIVE =
  /^(?:good|bad|better|best|great|important|common|key|major|main|crucial|critical|essential|useful|nice|interesting|popular|big|huge|simple|easy|hard|difficult|powerful|real|classic|typical|perfect|excellent|famous|new|recent|necessary|possible|vital|central|significant|well|very|quite|rather|few|most|more|little|only|same|first|second|next|last|following|logical|natural|obvious|frequent|sure|safe|clear|direct|sensitive|complex|particular|true|long|short|different|strong|efficient|convenient|modern|valuable|poor)$/;

/** The phrase after `is a`: its head, and how much it tells beyond the head. */
export function readGenus(
  sentence: Sentence,
  at: number,
): { genus: Token; evaluative: boolean; tail: number } | null {
  const { tokens } = sentence;
  let i = at;
  if (ARTICLE.test(tokens[i]?.lower ?? '') || tokens[i]?.lower === 'any') i += 1;
  const range = readName(tokens, i, false);
  if (range === null) return null;
  const genus = headOf(tokens, range);
  if (genus === undefined) return null;
  let evaluative = false;
  for (let k = i; k < range.to; k += 1)
    // `an imaginary Great Circle`: capitals make a name, not a praise.
    if (EVALUATIVE.test(tokens[k]?.lower ?? '') && !/^\p{Lu}/u.test(tokens[k]?.text ?? ''))
      evaluative = true;
  return { genus, evaluative, tail: tokens.length - range.to };
}
