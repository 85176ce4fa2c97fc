import { leastClose, type Match, matchText } from './match-text.ts';
import { normalizeAnswer } from './normalize.ts';
import { scoreNumber } from './number.ts';
import { matchedPairs, scoreOrder, scoreTicks } from './parts.ts';
import type { GradableOption, GradableQuestion, QuestionResponse } from './question.ts';

export type GradeResult = {
  /** Null for an answer that a person has to grade. */
  correct: boolean | null;
  /** 0-1, with partial credit where the answer has several parts; null where a person grades. */
  score: number | null;
  /** The option that was chosen. */
  optionIndex?: number;
  /** Fill in the blank: one verdict a gap, in order. */
  gaps?: { correct: boolean; matched: Match | null }[];
  /** Matching and ordering: one verdict a left or a place, in order. */
  parts?: boolean[];
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
    case 'multiple_response':
      return 'optionIndexes' in response
        ? scored(
            scoreTicks(question.options, response.optionIndexes),
            response.optionIndexes.map((at) => question.options[at]?.text ?? '').join(' | '),
          )
        : NOTHING_ANSWERED;
    case 'numeric':
      return 'text' in response
        ? scored(scoreNumber(question, response.text), normalizeAnswer(response.text))
        : NOTHING_ANSWERED;
    case 'matching': {
      if (!('pairs' in response)) return NOTHING_ANSWERED;
      const parts = matchedPairs(question, response.pairs);
      const right = parts.filter(Boolean).length;
      return { ...scored(parts.length === 0 ? 0 : right / parts.length), parts };
    }
    case 'ordering': {
      if (!('order' in response)) return NOTHING_ANSWERED;
      const parts = response.order.map((step, place) => step === place);
      return { ...scored(scoreOrder(question.steps.length, response.order)), parts };
    }
    case 'essay':
      return 'text' in response
        ? { correct: null, score: null, normalizedResponse: response.text, matched: null }
        : NOTHING_ANSWERED;
  }
}

/** A result that is right where its score is full. */
const scored = (score: number, normalizedResponse = ''): GradeResult => ({
  correct: score === 1,
  score,
  normalizedResponse,
  matched: score === 1 ? 'exact' : null,
});

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
