import type { QuestionType } from '../../../../contracts/items.ts';
import { imperativeOf } from './imperative.ts';
import type { ConceptFact, ItemFact } from './source.ts';
import { type CaseModel, isGeneric } from './titles.ts';
import { type Aim, sayAim, waysOf } from './wording.ts';

/** What an objective asks for, by the questions that test it. */
const AIMS: Record<QuestionType, Aim> = {
  short_answer: 'recall',
  fill_blank: 'recall',
  multiple_choice: 'identify',
  multiple_response: 'identify',
  true_false: 'identify',
  numeric: 'calculate',
  matching: 'match',
  ordering: 'sequence',
  essay: 'discuss',
};

/** The more a kind of question asks of a learner, the sooner it gives the verb. */
const DEMAND: readonly Aim[] = [
  'calculate',
  'discuss',
  'sequence',
  'distinguish',
  'match',
  'identify',
  'recall',
];

export type Taught = {
  language: string;
  caseOf: CaseModel;
  items: readonly ItemFact[];
  /** Titles of its sections, cleaned. */
  sections: readonly string[];
  /** Passages of the lesson. */
  passageIds: ReadonlySet<string>;
};

/** How telling a concept is for a lesson: rare elsewhere, frequent here. */
export type Weights = (conceptId: string, lessonCount: number) => number;

/** Inverse frequency over the lessons of a course, as in search. */
export function weightsOf(lessons: readonly (readonly ItemFact[])[]): Weights {
  const frequency = new Map<string, number>();
  for (const items of lessons)
    for (const id of new Set(items.flatMap(({ conceptIds }) => conceptIds)))
      frequency.set(id, (frequency.get(id) ?? 0) + 1);
  return (id, count) => count * Math.log((lessons.length + 1) / (frequency.get(id) ?? 1));
}

/** Names that a text gives something once, pointing at what it has just said. */
const POINTING =
  /\b(?:such|this|that|these|those|other|another|same|first|last|next|following|above)\b/i;

type Candidate = { aim: Aim; names: [string, string?]; score: number };

function candidatesOf(
  { items, passageIds }: Taught,
  concepts: ReadonlyMap<string, ConceptFact>,
  weigh: Weights,
): Candidate[] {
  const counts = new Map<string, ItemFact[]>();
  for (const item of items)
    for (const id of item.conceptIds) counts.set(id, [...(counts.get(id) ?? []), item]);
  return [...counts]
    .flatMap(([id, about]): Candidate[] => {
      const concept = concepts.get(id);
      if (!concept) return [];
      const questions = about.filter(({ questionType }) => questionType !== null);
      const here = concept.definedIn !== null && passageIds.has(concept.definedIn);
      const score = weigh(id, about.length + 2 * questions.length) * (here ? 3 : 1);
      // A word that merely occurs is nothing that the lesson is about.
      if (!here && questions.length === 0) return [];
      if (POINTING.test(concept.name)) return [];
      const aims = new Set(questions.map((question) => aimOf(question, concept.name)));
      const other = partnerOf(id, questions, concepts);
      if (other !== null && aims.has('identify')) aims.add('distinguish');
      const aim = DEMAND.find((one) => aims.has(one)) ?? (here ? 'define' : 'explain');
      return [
        {
          aim,
          names: aim === 'distinguish' && other ? [concept.name, other] : [concept.name],
          score,
        },
      ];
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.names[0].localeCompare(b.names[0]));
}

/**
 * A question that asks for steps, figures or reasons asks them of what its stem names; of other
 * concepts it only asks that they are known.
 */
function aimOf({ questionType, title }: ItemFact, name: string): Aim {
  const aim = AIMS[questionType ?? 'multiple_choice'];
  const demanding = aim !== 'recall' && aim !== 'identify';
  return demanding && !title.toLowerCase().includes(name.toLowerCase()) ? 'identify' : aim;
}

/** Another concept that a question on choices is about, too. */
function partnerOf(
  id: string,
  questions: readonly ItemFact[],
  concepts: ReadonlyMap<string, ConceptFact>,
): string | null {
  const ids = questions
    .filter(({ questionType }) => questionType === 'multiple_choice')
    .flatMap(({ conceptIds }) => conceptIds)
    .filter((other) => other !== id);
  return concepts.get(ids[0] ?? '')?.name ?? null;
}

const openingOf = (objective: string) => objective.split(' ')[0] ?? '';

/** Says each in the way whose first word was used least so far. */
function sayAll(language: string, candidates: readonly Candidate[], said: string[]): string[] {
  const result = [...said];
  for (const { aim, names } of candidates) {
    const ways = Array.from({ length: waysOf(language, aim) }, (_, way) =>
      sayAim(language, aim, way, ...names),
    );
    const used = (text: string) =>
      result.filter((other) => openingOf(other) === openingOf(text)).length;
    const best = ways.reduce((least, way) => (used(way) < used(least) ? way : least));
    if (!result.includes(best)) result.push(best);
  }
  return result;
}

export const MOST_OBJECTIVES = 4;

/**
 * What a learner can do after a lesson, each with a verb that can be observed (in the sense of
 * L. Anderson and D. Krathwohl, "A Taxonomy for Learning, Teaching, and Assessing", 2001). The
 * verb follows from how the concept is asked; where nothing is asked, the titles of the sections
 * say what is done or told there.
 */
export function objectivesOf(
  taught: Taught,
  concepts: ReadonlyMap<string, ConceptFact>,
  weigh: Weights,
): string[] {
  const { language, caseOf } = taught;
  const named = candidatesOf(taught, concepts, weigh).slice(0, MOST_OBJECTIVES);
  const titles = taught.sections.filter((title) => !isGeneric(title));
  const doing = language.startsWith('en')
    ? titles.map((title) => imperativeOf(title, caseOf)).filter((text) => text !== null)
    : [];
  const known = new Set(named.flatMap(({ names }) => names.map((name) => name?.toLowerCase())));
  const reading = titles
    .filter((title) => !language.startsWith('en') || imperativeOf(title, caseOf) === null)
    .filter((title) => !known.has(title.toLowerCase()))
    .map((title): Candidate => ({ aim: 'read', names: [title], score: 0 }));
  const strong = named.slice(0, Math.max(2, MOST_OBJECTIVES - doing.length));
  const free = MOST_OBJECTIVES - strong.length;
  const done = doing.slice(0, free);
  const most = sayAll(language, [...strong, ...reading.slice(0, free - done.length)], done);
  return most.slice(0, MOST_OBJECTIVES);
}

/**
 * One of each, round by round, until there are enough: of each list what opens with a word that
 * was used least. Nothing twice.
 */
export function pickObjectives(lists: readonly (readonly string[])[], most: number): string[] {
  const picked: string[] = [];
  const used = (text: string) =>
    picked.filter((other) => openingOf(other) === openingOf(text)).length;
  for (let grown = true; grown && picked.length < most; ) {
    grown = false;
    for (const list of lists) {
      const open = list.filter((text) => !picked.includes(text));
      const [first, ...others] = open;
      if (first === undefined || picked.length >= most) continue;
      picked.push(others.reduce((best, text) => (used(text) < used(best) ? text : best), first));
      grown = true;
    }
  }
  return picked;
}
