import type { AnswerKey } from '../../contracts/items.ts';
import type { Citation, DemoQuestion } from './course.ts';

/** A wrong option and what to say to whoever takes it. */
export type Wrong = readonly [text: string, feedback: string];

const option = (text: string, correct: boolean, feedback: string) => ({ text, correct, feedback });
const RIGHT = 'That is right.';

/** One right option and some wrong ones; learners get them in a random order. */
export const choice = (right: string, ...wrong: readonly Wrong[]): AnswerKey => ({
  questionType: 'multiple_choice',
  options: [
    option(right, true, RIGHT),
    ...wrong.map(([text, feedback]) => option(text, false, feedback)),
  ],
});

export const several = (right: readonly string[], ...wrong: readonly Wrong[]): AnswerKey => ({
  questionType: 'multiple_response',
  options: [
    ...right.map((text) => option(text, true, RIGHT)),
    ...wrong.map(([text, feedback]) => option(text, false, feedback)),
  ],
});

export const truth = (isTrue: boolean, feedback: string): AnswerKey => ({
  questionType: 'true_false',
  options: [
    option('True', isTrue, isTrue ? RIGHT : feedback),
    option('False', !isTrue, isTrue ? feedback : RIGHT),
  ],
});

export const number = (value: number, tolerance: number, ...units: string[]): AnswerKey => ({
  questionType: 'numeric',
  value,
  tolerance,
  units: units.map((text) => ({ text, factor: 1 })),
});

export const gaps = (...accepted: string[][]): AnswerKey => ({
  questionType: 'fill_blank',
  gaps: accepted.map((texts) => ({ accepted: texts })),
});

export const pairs = (
  list: Readonly<Record<string, string>>,
  extras: readonly string[] = [],
): AnswerKey => ({
  questionType: 'matching',
  pairs: Object.entries(list).map(([left, right]) => ({ left, right, feedback: '' })),
  extras: [...extras],
});

export const order = (...steps: string[]): AnswerKey => ({ questionType: 'ordering', steps });

/** Writes questions on one document. */
export const questionsOn =
  (file: Citation['file']) =>
  (
    quote: string,
    difficulty: number,
    stem: string,
    answerKey: AnswerKey,
    explanation: string,
    more: { hint?: string; points?: number } = {},
  ): DemoQuestion => ({
    from: { file, quote },
    difficulty,
    stem,
    answerKey,
    explanation,
    hints: more.hint === undefined ? [] : [more.hint],
    points: more.points ?? 1,
  });
