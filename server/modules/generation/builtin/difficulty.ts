import type { Analysis } from './analysis.ts';
import type { Concept } from './concept.ts';

const BASE: Record<string, number> = {
  true_false: 1.5,
  definition_to_term: 2,
  term_to_definition: 2.5,
  cloze: 2.5,
  multiple_choice: 2.5,
  matching: 2.5,
  numeric: 3,
  ordering: 3,
  multiple_response: 3.5,
  fill_blank: 3.5,
  short_answer: 4,
  question_answer: 4,
  essay: 5.5,
  nugget: 2,
  summary: 2,
};

export type DifficultyInput = {
  task: string;
  concepts: readonly Concept[];
  /** Words the learner has to read. */
  words: number;
  /** Mean length of those words, in letters; 5 is plain English. */
  wordLength: number;
  /** 0-1: how close the wrong options are to the right one; 0 where there are none. */
  closeness?: number;
};

/**
 * Difficulty 1-10: what the task asks (1.5 for true or false, 4 for recalling an answer, 5.5 for an essay)
 * + up to 2 for concepts that stand on many others (0.5 per level of prerequisites)
 * + up to 1 for rare concepts (1 for a single mention, 0 from eight on)
 * + up to 1.5 for long reading (1 per 40 words) + up to 1 for long words (0.5 per letter above 5)
 * + up to 2 for close distractors. Rounded and clamped.
 */
export function difficultyOf(analysis: Analysis, input: DifficultyInput): number {
  const { concepts, words, wordLength, closeness = 0 } = input;
  const depth = Math.max(0, ...concepts.map(({ id }) => analysis.depth[id] ?? 0));
  const frequency = Math.max(1, ...concepts.map((concept) => concept.frequency));
  const value =
    (BASE[input.task] ?? 2.5) +
    Math.min(2, depth * 0.5) +
    Math.max(0, 1 - Math.log2(frequency) / 3) +
    Math.min(1.5, words / 40) +
    Math.min(1, Math.max(0, wordLength - 5) * 0.5) +
    Math.min(1, Math.max(0, closeness)) * 2;
  return Math.min(10, Math.max(1, Math.round(value)));
}

export function meanWordLength(text: string): number {
  const words = text.match(/\p{L}+/gu) ?? [];
  return words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.length, 0) / words.length;
}

export const clampQuality = (value: number): number =>
  Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;
