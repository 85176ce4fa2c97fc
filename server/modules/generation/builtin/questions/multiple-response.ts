import { orderByHash } from '../../domain/hash.ts';
import type { QuestionDraft, QuestionOption } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import { conceptsIn } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import { type ChunkView, cite } from '../document-view.ts';
import { capitalize, contentStems, leaks, overlap, wordCount } from '../phrases.ts';
import { mean, question, shuffled } from './build.ts';
import { type ConceptClass, classesOf } from './class-members.ts';
import { sharesName } from './distractors.ts';
import { type Enumeration, enumerationsOf } from './enumerations.ts';
import { explain, nameAtStart, statementOf } from './wording.ts';

const LEAST = 2;
const MOST_RIGHT = 3;
const MOST_WRONG = 3;

const option = (text: string, correct: boolean, feedback: string): QuestionOption => ({
  text,
  correct,
  feedback,
});

const hintOn = (right: number, all: number): string => `Of the ${all} options, ${right} are right.`;

/** `a ribosome`, `the ribosome`, `ribosome`: an article on some options only would tell them apart. */
const shapeOf = (text: string): string => /^(an?|the)\s/i.exec(text)?.[1]?.toLowerCase() ?? '';

const sayTogether = (analysis: Analysis, member: string, whole: string): boolean => {
  const sought = contentStems(member);
  const head = contentStems(whole);
  return analysis.view.sentences.some(({ plain }) => {
    const said = contentStems(plain);
    return [...sought].every((stem) => said.has(stem)) && [...head].every((stem) => said.has(stem));
  });
};

/** `metal ions` and `ions` are not two sorts, `metal ions` and `molecular ions` are. */
function areApart(a: Enumeration, b: Enumeration): boolean {
  const [one, other] = [contentStems(a.whole), contentStems(b.whole)];
  const own = (these: ReadonlySet<string>, those: ReadonlySet<string>) =>
    [...these].some((stem) => !those.has(stem));
  return own(one, other) && own(other, one);
}

/** Members of like enumerations of which the text nowhere says that they belong to this one. */
function strangersTo(analysis: Analysis, list: Enumeration): { text: string; from: Enumeration }[] {
  const shapes = new Set(list.members.map(shapeOf));
  const found: { text: string; from: Enumeration }[] = [];
  for (const from of enumerationsOf(analysis)) {
    if (from.kind !== list.kind || from.kind === '' || !areApart(from, list)) continue;
    for (const text of from.members) {
      const known = [...list.members, ...found.map((other) => other.text)];
      const fits =
        shapes.has(shapeOf(text)) &&
        !leaks(text, list.stem) &&
        known.every((other) => overlap(contentStems(other), contentStems(text)) === 0) &&
        !sayTogether(analysis, text, list.whole);
      if (fits) found.push({ text, from });
    }
  }
  return found;
}

function onEnumeration(analysis: Analysis, list: Enumeration): QuestionDraft | null {
  const members = list.members.filter((text) => !leaks(text, list.stem));
  if (members.length < LEAST || members.length < list.members.length) return null;
  const strangers = strangersTo(analysis, list);
  if (strangers.length < LEAST) return null;
  const right = orderByHash(members, list.stem, (text) => text).slice(0, MOST_RIGHT);
  const wrong = orderByHash(strangers, list.stem, ({ text }) => text).slice(0, MOST_WRONG);
  const sizes = [...right, ...wrong.map(({ text }) => text)].map(wordCount);
  if (Math.max(...sizes) > Math.min(...sizes) + 4) return null;
  const { sentence } = list;
  const options = [
    ...right.map((text) => option(capitalize(text), true, sentence.plain)),
    ...wrong.map(({ text, from }) => option(capitalize(text), false, from.sentence.plain)),
  ];
  return question(
    {
      analysis,
      sentence,
      concepts: conceptsIn(analysis, [sentence], 3),
      stem: list.stem,
      explanation: sentence.plain,
      hints: [hintOn(right.length, options.length)],
      quality: 0.68,
      closeness: 0.5,
    },
    { questionType: 'multiple_response', options: shuffled(list.stem, options) },
  );
}

const distinct = (concepts: readonly Concept[], label: string): Concept[] => {
  const chosen: Concept[] = [];
  for (const concept of concepts) {
    if (leaks([concept.name, ...concept.aliases].join(' '), label)) continue;
    if (!chosen.some((other) => sharesName(other, concept))) chosen.push(concept);
  }
  return chosen;
};

function onClass(
  analysis: Analysis,
  { label, members, others }: ConceptClass,
): QuestionDraft | null {
  const right = distinct(
    orderByHash(members, label, ({ key }) => key),
    label,
  ).slice(0, MOST_RIGHT);
  const like = (concept: Concept) =>
    right.some(
      ({ defining, proper }) =>
        defining.plural === concept.defining.plural && proper === concept.proper,
    );
  const wrong = distinct(
    orderByHash(others.filter(like), label, ({ key }) => key),
    label,
  )
    .filter((concept) => !right.some((other) => sharesName(other, concept)))
    .slice(0, MOST_WRONG);
  if (right.length < LEAST || wrong.length < LEAST) return null;
  const stem = `Which of these are ${label}?`;
  const ordered = [...right].sort((a, b) => a.defining.sentence.index - b.defining.sentence.index);
  const [first] = ordered;
  if (first === undefined) return null;
  const options = [
    ...right.map((concept) =>
      option(nameAtStart(concept), true, explain(concept, concept.defining)),
    ),
    ...wrong.map((concept) => option(nameAtStart(concept), false, statementOf(concept))),
  ];
  return question(
    {
      analysis,
      sentence: first.defining.sentence,
      citations: ordered.map(({ defining }) => cite(analysis.view, defining.sentence)),
      concepts: ordered,
      stem,
      explanation: ordered.map((concept) => explain(concept, concept.defining)).join(' '),
      hints: [hintOn(right.length, options.length)],
      quality: 0.2 + mean(right.map(({ defining }) => defining.strength)) * 0.6,
      closeness: 0.5,
    },
    { questionType: 'multiple_response', options: shuffled(stem, options) },
  );
}

/** Two questions on mostly the same options: who has answered one knows the other. */
const SHARED_OPTIONS = 3;

const textsOf = (draft: QuestionDraft): string[] =>
  'options' in draft ? draft.options.map(({ text }) => text) : [];

function withoutMirrors(drafts: readonly QuestionDraft[]): QuestionDraft[] {
  const kept: QuestionDraft[] = [];
  for (const draft of drafts) {
    const texts = new Set(textsOf(draft));
    const shared = (other: QuestionDraft) =>
      textsOf(other).filter((text) => texts.has(text)).length;
    if (kept.every((other) => shared(other) < SHARED_OPTIONS)) kept.push(draft);
  }
  return kept;
}

const cache = new WeakMap<Analysis, QuestionDraft[]>();

/** Questions with several right options, of the whole document. */
function allOf(analysis: Analysis): QuestionDraft[] {
  const known = cache.get(analysis);
  if (known !== undefined) return known;
  const made = withoutMirrors(
    [
      ...enumerationsOf(analysis).map((list) => onEnumeration(analysis, list)),
      ...classesOf(analysis).map((one) => onClass(analysis, one)),
    ].filter((draft) => draft !== null),
  );
  cache.set(analysis, made);
  return made;
}

/** Those whose first citation lies in the chunk. */
export const multipleResponses = (analysis: Analysis, chunk: ChunkView): QuestionDraft[] =>
  allOf(analysis).filter(({ citations }) => citations[0]?.chunkId === chunk.source.id);
