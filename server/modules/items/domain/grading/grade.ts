import { leastClose, type Match, matchText } from './match-text.ts';
import { normalizeAnswer } from './normalize.ts';
import type { GradableOption, GradableQuestion, QuestionResponse } from './question.ts';

export type GradeResult = {
  correct: boolean;
  /** 0-1; the share of right gaps where there are several, else 0 or 1. */
  score: number;
  /** The option that was chosen. */
  optionIndex?: number;
  /** Fill in the blank: one verdict a gap, in order. */
  gaps?: { correct: boolean; matched: Match | null }[];
  /** The answer as it was compared; several gaps joined by ` | `. */
  normalizedResponse: string;
  /** How a right answer agreed with the accepted one (the least close gap); null for a wrong one. */
  matched: Match | null;
};

/**
 * Grades a response by the question's own key. A response of another kind than the question asks
 * for, or one that names no option, is wrong rather than an error: callers check the shape first
 * with `responseSchemaFor`.
 */
export function gradeAnswer(question: GradableQuestion, response: QuestionResponse): GradeResult {
  switch (question.questionType) {
    case 'multiple_choice':
    case 'true_false':
      return 'optionIndex' in response
        ? gradeOption(question.options, response.optionIndex)
        : NOTHING_ANSWERED;
    case 'fill_blank':
      return 'gaps' in response ? gradeGaps(question.gaps, response.gaps) : NOTHING_ANSWERED;
    case 'short_answer':
      return 'text' in response ? gradeText(question.accepted, response.text) : NOTHING_ANSWERED;
  }
}

const NOTHING_ANSWERED: GradeResult = {
  correct: false,
  score: 0,
  normalizedResponse: '',
  matched: null,
};

function gradeOption(options: readonly GradableOption[], optionIndex: number): GradeResult {
  const option = options[optionIndex];
  if (option === undefined) return NOTHING_ANSWERED;
  return {
    correct: option.correct,
    score: option.correct ? 1 : 0,
    optionIndex,
    normalizedResponse: option.text,
    matched: option.correct ? 'exact' : null,
  };
}

function gradeText(accepted: readonly string[], text: string): GradeResult {
  const matched = matchText(text, accepted);
  return {
    correct: matched !== null,
    score: matched === null ? 0 : 1,
    normalizedResponse: normalizeAnswer(text),
    matched,
  };
}

function gradeGaps(
  gaps: readonly { accepted: readonly string[] }[],
  answers: readonly string[],
): GradeResult {
  const matches = gaps.map((gap, index) => matchText(answers[index] ?? '', gap.accepted));
  const right = matches.filter((match) => match !== null).length;
  return {
    correct: gaps.length > 0 && right === gaps.length,
    score: gaps.length === 0 ? 0 : right / gaps.length,
    gaps: matches.map((matched) => ({ correct: matched !== null, matched })),
    normalizedResponse: gaps.map((_, index) => normalizeAnswer(answers[index] ?? '')).join(' | '),
    matched: leastClose(matches),
  };
}
