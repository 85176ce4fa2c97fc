import { z } from 'zod';

/** What grading needs to know of a question; the shapes are those in which drafts are made. */
export type GradableQuestion =
  | {
      questionType: 'multiple_choice' | 'multiple_response' | 'true_false';
      options: readonly GradableOption[];
    }
  | { questionType: 'fill_blank'; gaps: readonly { accepted: readonly string[] }[] }
  | { questionType: 'short_answer'; accepted: readonly string[] }
  | NumericKey
  | {
      questionType: 'matching';
      pairs: readonly { left: string; right: string }[];
      extras: readonly string[];
    }
  | { questionType: 'ordering'; steps: readonly string[] }
  | { questionType: 'essay'; rubric: readonly { points: number }[] };

export type GradableOption = { text: string; correct: boolean };

export type NumericKey = {
  questionType: 'numeric';
  value: number;
  /** Greatest distance from `value` that counts as right, in the first unit. */
  tolerance: number;
  /** The first is the unit of `value` (factor 1); empty for a bare number. */
  units: readonly { text: string; factor: number }[];
};

/** Longest text that an answer may have, in UTF-16 code units. */
export const MAX_ANSWER_LENGTH = 500;
export const MAX_ESSAY_LENGTH = 20_000;

const answerText = z.string().max(MAX_ANSWER_LENGTH);
const place = z.int().min(0).max(20);

export const optionResponse = z.strictObject({ optionIndex: z.int().min(0) });
export const gapsResponse = z.strictObject({ gaps: z.array(answerText).min(1).max(50) });
export const textResponse = z.strictObject({ text: z.string().max(MAX_ESSAY_LENGTH) });
/**
 * - `optionIndexes`: the options that were ticked, each once.
 * - `pairs`: for each left the index of the right that was chosen, null for none; extras count on
 *   after the rights of the pairs.
 * - `order`: indexes into the steps of the key, in the order given.
 */
export const questionResponse = z.union([
  optionResponse,
  gapsResponse,
  textResponse,
  z.strictObject({ optionIndexes: z.array(place).min(1).max(20) }),
  z.strictObject({ pairs: z.array(place.nullable()).min(1).max(20) }),
  z.strictObject({ order: z.array(place).min(1).max(20) }),
]);
export type QuestionResponse = z.infer<typeof questionResponse>;

const indexBelow = (length: number) =>
  z
    .int()
    .min(0)
    .max(length - 1);
const eachOnce = (list: readonly number[]) => new Set(list).size === list.length;

/** The schema of responses to this very question: right kind, existing options, number of parts. */
export function responseSchemaFor(question: GradableQuestion): z.ZodType<QuestionResponse> {
  switch (question.questionType) {
    case 'multiple_choice':
    case 'true_false':
      return z.strictObject({ optionIndex: indexBelow(question.options.length) });
    case 'multiple_response':
      return z.strictObject({
        optionIndexes: z
          .array(indexBelow(question.options.length))
          .min(1)
          .refine(eachOnce, 'names an option twice'),
      });
    case 'fill_blank':
      return z.strictObject({ gaps: z.array(answerText).length(question.gaps.length) });
    case 'short_answer':
    case 'numeric':
      return z.strictObject({ text: answerText });
    case 'matching':
      return z.strictObject({
        pairs: z
          .array(indexBelow(question.pairs.length + question.extras.length).nullable())
          .length(question.pairs.length),
      });
    case 'ordering':
      return z.strictObject({
        order: z
          .array(indexBelow(question.steps.length))
          .length(question.steps.length)
          .refine(eachOnce, 'names a step twice'),
      });
    case 'essay':
      return textResponse;
  }
}

/**
 * Chance (0-1) of a right answer by someone who knows nothing: of all answers that can be given,
 * each as likely, the share that is right. A produced answer has none, as in item response theory,
 * where only chosen answers get a guessing parameter.
 */
export function guessRate(question: GradableQuestion): number {
  switch (question.questionType) {
    case 'multiple_choice':
    case 'true_false':
      return question.options.length === 0 ? 0 : 1 / question.options.length;
    case 'multiple_response':
      // Any set of ticks but none.
      return 1 / Math.max(1, 2 ** question.options.length - 1);
    case 'matching':
      return (
        1 / Math.max(1, (question.pairs.length + question.extras.length) ** question.pairs.length)
      );
    case 'ordering':
      return 1 / factorial(question.steps.length);
    case 'fill_blank':
    case 'short_answer':
    case 'numeric':
    case 'essay':
      return 0;
  }
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
