import { orderByHash } from '../../domain/hash.ts';
import type { QuestionDraft, QuestionOption } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import { clampQuality, difficultyOf, meanWordLength } from '../difficulty.ts';
import { cite, type Sentence } from '../document-view.ts';
import { wordCount } from '../phrases.ts';

export type Shell = {
  analysis: Analysis;
  sentence: Sentence;
  concepts: Concept[];
  stem: string;
  explanation: string;
  hints: string[];
  quality: number;
  closeness?: number;
};

type Body =
  | { questionType: 'multiple_choice' | 'true_false'; options: QuestionOption[] }
  | { questionType: 'fill_blank'; gaps: { accepted: string[] }[] }
  | { questionType: 'short_answer'; accepted: string[] };

/** A question with its citation, difficulty and rounded quality. */
export function question(shell: Shell, body: Body): QuestionDraft {
  const { analysis, sentence, concepts, stem } = shell;
  const options = 'options' in body ? body.options.map(({ text }) => text).join(' ') : '';
  return {
    stem,
    explanation: shell.explanation,
    hints: shell.hints,
    citations: [cite(analysis.view, sentence)],
    concepts: concepts.map(({ name }) => name),
    difficulty: difficultyOf(analysis, {
      task: body.questionType,
      concepts,
      words: wordCount(`${stem} ${options}`),
      wordLength: meanWordLength(`${stem} ${options}`),
      closeness: shell.closeness ?? 0,
    }),
    quality: clampQuality(shell.quality),
    ...body,
  };
}

/** Options in an order that depends on the stem and on what they say. */
export const shuffled = (stem: string, options: QuestionOption[]): QuestionOption[] =>
  orderByHash(options, stem, (option) => option.text);

/** Answers that count as right for a concept: its name, aliases, and both numbers. */
export function acceptedFor(concept: Concept, first: string): string[] {
  const all = [
    first,
    concept.name,
    concept.singularForm,
    ...(concept.countable && !concept.proper ? [concept.pluralForm] : []),
    ...concept.aliases,
  ];
  const seen = new Set<string>();
  return all.filter((text) => {
    const key = text.toLowerCase();
    if (text === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
