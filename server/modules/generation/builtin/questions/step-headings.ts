import type { Citation } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import { type ChunkView, cleanHeading } from '../document-view.ts';
import { areSteps, howTo, stepOf } from './steps.ts';

/** Sections that are headed as the steps of the section around them. */
export type HeadedSteps = {
  stem: string;
  steps: string[];
  citations: Citation[];
  chunks: ChunkView[];
};

const HEADED = /^(?<noun>step|stage|phase) (?<number>\d+)\s*[:.–—-]\s*(?<title>\p{L}.{2,80})$/iu;
/** `Building a wall`, `The life of a star`: what has steps, in a few words. */
const SUBJECT = /^\p{L}[\p{L}\p{N} ’'-]{3,60}$/u;

type Step = { number: number; noun: string; title: string; chunk: ChunkView; citation: Citation };

/** The heading itself, where the passage holds it; else the passage as far as it may be quoted. */
function headingOf(chunk: ChunkView, heading: string): Citation | null {
  const { id, text } = chunk.source;
  const start = text.indexOf(heading);
  if (start < 0) return null;
  return { chunkId: id, start, end: start + heading.length, quote: heading };
}

function stepIn(chunk: ChunkView): Step | null {
  const heading = chunk.source.headingPath.at(-1) ?? '';
  const { noun = '', number = '', title = '' } = HEADED.exec(heading.trim())?.groups ?? {};
  const citation = title === '' ? null : headingOf(chunk, heading);
  if (citation === null) return null;
  return { number: Number(number), noun: noun.toLowerCase(), title, chunk, citation };
}

const cache = new WeakMap<Analysis, HeadedSteps[]>();

/** Steps 1 to n of one section, in order; each the heading of a section of its own. */
export function headedSteps(analysis: Analysis): HeadedSteps[] {
  const known = cache.get(analysis) ?? readHeadings(analysis);
  cache.set(analysis, known);
  return known;
}

function readHeadings({ view }: Analysis): HeadedSteps[] {
  const bySection = new Map<string, Step[]>();
  for (const chunk of view.chunks) {
    const step = stepIn(chunk);
    if (step === null) continue;
    const around = chunk.source.headingPath.slice(0, -1).join('\n');
    bySection.set(around, [...(bySection.get(around) ?? []), step]);
  }
  const lists: HeadedSteps[] = [];
  for (const [around, found] of bySection) {
    const steps = found.filter(
      ({ number }, i) => found.findIndex((other) => other.number === number) === i,
    );
    const subject = cleanHeading(around.split('\n').at(-1) ?? '');
    const titles = steps.map(({ title }) => stepOf(title)).filter((title) => title !== null);
    const complete = steps.every(({ number }, i) => number === i + 1);
    if (!complete || titles.length < steps.length || !areSteps(titles)) continue;
    const noun = steps[0]?.noun ?? 'step';
    const how = howTo(subject);
    if (how === null && !SUBJECT.test(subject)) continue;
    lists.push({
      stem:
        how === null
          ? `Put the ${noun}s of “${subject}” in the right order.`
          : `${how} Put the ${noun}s in the right order.`,
      steps: titles,
      citations: steps.map(({ citation }) => citation),
      chunks: steps.map(({ chunk }) => chunk),
    });
  }
  return lists;
}
