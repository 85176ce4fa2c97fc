import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import { leaks } from '../phrases.ts';
import type { Rival } from './distractors.ts';
import { spoken } from './wording.ts';

type HintInput = {
  analysis: Analysis;
  concept: Concept;
  chunk: number;
  /** What must not be given away. */
  answer: string;
  /** What the learner reads anyway; a hint that only repeats it is no hint. */
  stem: string;
  rivals: readonly Rival[];
};

/** One or two hints: where it is treated, what it goes with, or what it is not. */
export function hintsFor({ analysis, concept, chunk, answer, stem, rivals }: HintInput): string[] {
  const hints: string[] = [];
  const safe = (text: string) =>
    !leaks(`${answer} ${concept.pluralForm} ${concept.aliases.join(' ')}`, text);
  const options = new Set(rivals.map((rival) => rival.concept.id));
  const goesWith = (analysis.graph.related.get(concept.id) ?? [])
    .map(({ id }) => analysis.map.concepts[id])
    .find(
      (other) =>
        other !== undefined &&
        !options.has(other.id) &&
        safe(other.name) &&
        !leaks(other.name, stem),
    );
  if (goesWith !== undefined) hints.push(`It goes together with: ${goesWith.name}.`);
  const heading = analysis.view.chunks[chunk]?.heading ?? '';
  if (heading !== '' && safe(heading) && !leaks(heading, stem))
    hints.push(`It is treated under “${heading}”.`);
  const out = rivals.at(-1);
  if (hints.length < 2 && out !== undefined && safe(out.concept.name))
    hints.push(`It is not ${spoken(out.concept, out.concept.defining)}.`);
  if (hints.length === 0) {
    const words = answer.split(' ').length;
    hints.push(
      words > 1
        ? `The answer has ${words} words.`
        : `The answer is one word of ${answer.length} letters.`,
    );
  }
  return hints.slice(0, 2);
}
