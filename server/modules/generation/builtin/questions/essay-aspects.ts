import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import type { Sentence } from '../document-view.ts';
import { contentStems, overlap } from '../phrases.ts';
import { reasonQuestion } from '../reasons.ts';
import { standsAlone } from '../standalone.ts';
import { insideSentence, readClause } from './question-form.ts';
import { copulaOf, explain, spoken } from './wording.ts';
import { isWorked } from './worked-example.ts';

/** One thing that the text says of a concept, and how one would be asked to say it. */
export type Aspect = {
  kind: 'meaning' | 'deed' | 'place' | 'course' | 'difference' | 'reason';
  /** Goes on after `Explain …`, and after `Says …` in the rubric: `how it differs from diffusion`. */
  ask: string;
  /** The sentence as it may be quoted to a reader. */
  said: string;
  sentence: Sentence;
};

/** Verbs whose object is worth asking for: `what it needs`, `what it depends on`. */
const DEED =
  /^(?:absorb|allow|block|build|bind|carry|cause|combine|consume|contain|control|convert|deliver|depend|describe|destroy|determine|enable|encrypt|enforce|explain|govern|hide|include|increase|indicate|lead|limit|lower|measure|need|prevent|produce|protect|provide|reduce|release|remove|repair|replace|require|resist|reveal|show|stop|store|supply|transfer|transport|yield)$/;

export function meaningOf(concept: Concept): Aspect | null {
  const fact = concept.defining;
  if (!/^(?:definition|apposition|gloss)$/.test(fact.kind) || fact.strength < 0.6) return null;
  // A glossary gives the bare name: nothing tells which article it takes.
  if (fact.kind === 'gloss' && fact.article === '' && !fact.plural && concept.countable)
    return null;
  const name = spoken(concept, fact);
  return {
    kind: 'meaning',
    ask: `what ${name} ${copulaOf(fact)}`,
    said: explain(concept, fact),
    sentence: fact.sentence,
  };
}

/** Two concepts that a sentence sets against each other, both of which the text defines. */
export function contrastIn(
  analysis: Analysis,
  sentence: Sentence,
): { concepts: [Concept, Concept]; aspects: Aspect[] } | null {
  const [first] = analysis.map.mentions[sentence.index] ?? [];
  const chunk = analysis.view.chunks[sentence.chunk];
  if (first === undefined || first.start > 4 || chunk === undefined || isWorked(chunk, sentence))
    return null;
  const other = standsAlone(sentence) ? otherOf(analysis, first.concept, sentence) : null;
  const [one, two] = [meaningOf(first.concept), other === null ? null : meaningOf(other)];
  if (other === null || one === null || two === null || one.sentence === two.sentence) return null;
  if (subjectOf(analysis, first.concept, sentence) === null) return null;
  const difference: Aspect = {
    kind: 'difference',
    ask: 'how the two differ',
    said: sentence.plain,
    sentence,
  };
  return { concepts: [first.concept, other], aspects: [one, two, difference] };
}

/** What is different from what, in `X differs from Y` and `X does this, whereas Y does that`. */
function otherOf(analysis: Analysis, concept: Concept, sentence: Sentence): Concept | null {
  const { plain } = sentence;
  const mark = / differs? from |, whereas /.exec(plain);
  if (mark === null) return null;
  const after = mark.index + mark[0].length;
  const mention = (analysis.map.mentions[sentence.index] ?? []).find(
    ({ start }) => start >= after && start <= after + 5,
  );
  return mention === undefined || mention.concept === concept ? null : mention.concept;
}

type Subject = {
  end: number;
  /** `it` or `they`; the name where the sentence speaks of many and the definition of one. */
  name: string;
  plural: boolean;
};

/** The concept as the whole subject of a sentence; null where it is not that. */
function subjectOf(analysis: Analysis, concept: Concept, sentence: Sentence): Subject | null {
  const mention = (analysis.map.mentions[sentence.index] ?? []).find(
    (one) => one.concept === concept && one.start <= 4,
  );
  if (mention === undefined) return null;
  const { plain } = sentence;
  if (!/^(?:(?:an?|the) )?$/i.test(plain.slice(0, mention.start))) return null;
  const [next, after] = sentence.tokens.filter(({ start }) => start >= mention.end);
  // A verb in `-s` is now and then taken for a noun.
  const verbal =
    /^(?:VERB|AUX)$/.test(next?.pos ?? '') ||
    (/s$/.test(next?.lower ?? '') && /^(?:NOUN|DET|ADP|ADJ)$/.test(after?.pos ?? ''));
  if (next === undefined || !verbal) return null;
  const plural =
    next.pos === 'AUX' && !/^(?:can|may|must|should|will|could|had|did)$/.test(next.lower)
      ? /^(?:are|were|have|do)$/.test(next.lower)
      : /s$/.test(plain.slice(mention.start, mention.end)) && !/[^s]s$/.test(next.lower);
  const name =
    plural === concept.defining.plural
      ? plural
        ? 'they'
        : 'it'
      : insideSentence(analysis, sentence, plain.slice(0, mention.end));
  return { end: mention.end, name, plural };
}

function deedOf(analysis: Analysis, sentence: Sentence, end: number): string | null {
  const verb = sentence.tokens.find(({ start }) => start >= end);
  const next = sentence.tokens.find(({ start }) => start >= (verb?.end ?? Number.MAX_VALUE));
  if (verb === undefined || next === undefined || next.lower === 'no') return null;
  if (!DEED.test(verb.lemma)) return null;
  if (verb.lower !== verb.lemma && !/s$/.test(verb.lower)) return null;
  const clause = readClause(analysis, sentence, verb.end);
  if (clause === null || clause.subjectEnd > end) return null;
  const particle = /^(?:on|to|in|for|from)$/.test(next.lower) ? ` ${next.lower}` : '';
  if (particle === '' && !/^(?:DET|ADJ|NOUN|PROPN)$/.test(next.pos)) return null;
  return `${verb.lower}${particle}`;
}

function aspectOf(analysis: Analysis, concept: Concept, sentence: Sentence): Aspect | null {
  const { plain } = sentence;
  const rest = { said: plain, sentence };
  const within = new RegExp(`^In (?:an? |the )?${concept.name}, `, 'i').test(plain);
  if (within && concept.kinds.includes('process') && !concept.defining.plural)
    return { kind: 'course', ask: 'what happens in it', ...rest };
  const subject = subjectOf(analysis, concept, sentence);
  if (subject === null) return null;
  const { name, end, plural } = subject;
  const other = otherOf(analysis, concept, sentence);
  if (other !== null)
    return {
      kind: 'difference',
      ask: `how ${name} ${plural ? 'differ' : 'differs'} from ${spoken(other, other.defining)}`,
      ...rest,
    };
  const place = /^ (takes? place|occurs?|(?:is|are) found) (?:in|on|at|inside) /.exec(
    plain.slice(end),
  )?.[1];
  if (place !== undefined) return { kind: 'place', ask: `where ${name} ${place}`, ...rest };
  if (reasonQuestion(sentence, analysis.view.smallWords) !== null) {
    const main = plain.slice(end).replace(/,? because .*$/, '');
    return { kind: 'reason', ask: `why ${name}${main}`, ...rest };
  }
  const deed = deedOf(analysis, sentence, end);
  return deed === null ? null : { kind: 'deed', ask: `what ${name} ${deed}`, ...rest };
}

/** Two sentences that share so many of their words say the same. */
const SAME = 0.5;

/**
 * What the given sentences say of a concept, its meaning first, each in one sentence that makes
 * sense alone; empty where they do not say what it is.
 */
export function aspectsOf(
  analysis: Analysis,
  concept: Concept,
  sentences: readonly Sentence[],
): Aspect[] {
  const meaning = meaningOf(concept);
  if (meaning === null || !sentences.includes(meaning.sentence)) return [];
  const aspects = [meaning];
  for (const sentence of sentences) {
    const chunk = analysis.view.chunks[sentence.chunk];
    const named = (analysis.map.mentions[sentence.index] ?? []).some(
      (mention) => mention.concept === concept && mention.start <= 8,
    );
    if (!named || chunk === undefined || !standsAlone(sentence) || isWorked(chunk, sentence))
      continue;
    const stems = contentStems(sentence.plain);
    const told = aspects.some(({ said }) => overlap(contentStems(said), stems) >= SAME);
    const aspect = told ? null : aspectOf(analysis, concept, sentence);
    if (aspect !== null) aspects.push(aspect);
  }
  return aspects;
}
