import type { Sentence } from './document-view.ts';
import { headOf, readName } from './noun-phrases.ts';
import { ARTICLE } from './read-subject.ts';
import type { Token } from './tagger.ts';

/** Heads that say too little for a definition: `X is a problem`. */
const WEAK_GENUS =
  /^(?:part|one|kind|type|form|example|category|way|result|reason|problem|matter|idea|case|step|thing|question|choice|option|sign|bit|lot|solution|alternative|piece|means|time|place|fact|issue|challenge|success|failure|mistake|goal|aim|answer|difference|cause|consequence|best|most|source|key|basis|candidate|advantage|concern|feature|component|member|variant|version|equivalent|first|last|second|product|subject|task|exception|majority|name|list|number|person|people|must|shame|pity|good|aspect|concept|property|tribute|tie|side|start|end|point|default|other|same|right|center|centre|heart|home)$/;
/** Weak heads that tell enough once they say of what: `the difference between a and b`. */
const RELATIONAL =
  /^(?:difference|number|product|point|time|place|end|part|ratio|sum|way|means|property|side)$/;
const RELATED_TO =
  /^ (?:of|to|between|at which|in which|on which|by which|for|it takes|that it takes|where|when)\s/;
const TELLING_TAIL = 6;

/** `a supervised learning problem with …`: so many words before a weak head tell enough. */
const TELLING_MODIFIERS = 2;
const MODIFIED = /^(?:problem|task|concept|idea|question|solution|feature|property|product|case)$/;
/** `a kind of reference`: the head is what stands after. */
const KIND_OF = /^(?:type|kind|form|sort|class|variety|species|family|branch|subset)$/;

export type Genus = {
  genus: Token;
  evaluative: boolean;
  /** Tokens after the head, and words before it. */
  tail: number;
  modifiers: number;
};

/** Whether the head of a definition says too little of what is defined. */
export function isWeakGenus(sentence: Sentence, { genus, tail, modifiers }: Genus): boolean {
  if (!WEAK_GENUS.test(genus.lemma)) return false;
  if (tail < TELLING_TAIL) return true;
  if (MODIFIED.test(genus.lemma) && modifiers >= TELLING_MODIFIERS) return false;
  return !(RELATIONAL.test(genus.lemma) && RELATED_TO.test(sentence.plain.slice(genus.end)));
}

const EVALUATIVE =
  /^(?:good|bad|better|best|great|important|common|key|major|main|crucial|critical|essential|useful|nice|interesting|popular|big|huge|simple|easy|hard|difficult|powerful|real|classic|typical|perfect|excellent|famous|new|recent|necessary|possible|vital|central|significant|well|very|quite|rather|few|most|more|little|only|same|first|second|next|last|following|logical|natural|obvious|frequent|sure|safe|clear|direct|sensitive|complex|particular|true|long|short|different|strong|efficient|convenient|modern|valuable|poor)$/;

/** The phrase after `is a`: its head, and how much it tells beyond the head. */
export function readGenus(sentence: Sentence, at: number): Genus | null {
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
  if (KIND_OF.test(genus.lemma) && tokens[range.to]?.lower === 'of' && !evaluative) {
    const inner = readGenus(sentence, range.to + 1);
    if (inner !== null) return inner;
  }
  return {
    genus,
    evaluative,
    tail: tokens.length - range.to,
    modifiers: range.to - i - 1,
  };
}
