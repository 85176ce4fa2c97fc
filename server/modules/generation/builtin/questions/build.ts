import type { AnswerKey } from '../../../../../contracts/items.ts';
import { orderByHash } from '../../domain/hash.ts';
import type { Citation, QuestionDraft, QuestionOption } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import { clampQuality, difficultyOf, meanWordLength } from '../difficulty.ts';
import { cite, type Sentence } from '../document-view.ts';
import { wordCount } from '../phrases.ts';

export type Shell = {
  analysis: Analysis;
  sentence: Sentence;
  /** Where the answer stands in more than the one sentence. */
  citations?: Citation[];
  concepts: Concept[];
  stem: string;
  explanation: string;
  hints: string[];
  quality: number;
  closeness?: number;
};

/** Whatever the learner has to read besides the stem. */
function shownBy(key: AnswerKey): string {
  if ('options' in key) return key.options.map(({ text }) => text).join(' ');
  if (key.questionType === 'ordering') return key.steps.join(' ');
  if (key.questionType === 'matching')
    return [...key.pairs.map(({ left, right }) => `${left} ${right}`), ...key.extras].join(' ');
  return '';
}

/** A question with its citation, difficulty and rounded quality. */
export function question(shell: Shell, body: AnswerKey): QuestionDraft {
  const { analysis, sentence, concepts, stem } = shell;
  const shown = shownBy(body);
  return {
    stem,
    explanation: shell.explanation,
    hints: shell.hints,
    citations: shell.citations ?? [cite(analysis.view, sentence)],
    concepts: concepts.map(({ name }) => name),
    difficulty: difficultyOf(analysis, {
      task: body.questionType,
      concepts,
      words: wordCount(`${stem} ${shown}`),
      wordLength: meanWordLength(`${stem} ${shown}`),
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
