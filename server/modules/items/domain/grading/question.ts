import { z } from 'zod';

/** What grading needs to know of a question; the shapes are those in which drafts are made. */
export type GradableQuestion =
  | { questionType: 'multiple_choice'; options: readonly GradableOption[] }
  | { questionType: 'true_false'; options: readonly GradableOption[] }
  | { questionType: 'fill_blank'; gaps: readonly { accepted: readonly string[] }[] }
  | { questionType: 'short_answer'; accepted: readonly string[] };

export type GradableOption = { text: string; correct: boolean };

/** Longest text that an answer may have, in UTF-16 code units. */
export const MAX_ANSWER_LENGTH = 500;

const answerText = z.string().max(MAX_ANSWER_LENGTH);

export const optionResponse = z.strictObject({ optionIndex: z.int().min(0) });
export const gapsResponse = z.strictObject({ gaps: z.array(answerText).min(1).max(50) });
export const textResponse = z.strictObject({ text: answerText });
export const questionResponse = z.union([optionResponse, gapsResponse, textResponse]);
export type QuestionResponse = z.infer<typeof questionResponse>;

/** The schema of responses to this very question: right kind, existing option, number of gaps. */
export function responseSchemaFor(question: GradableQuestion): z.ZodType<QuestionResponse> {
  switch (question.questionType) {
    case 'multiple_choice':
    case 'true_false':
      return z.strictObject({
        optionIndex: z
          .int()
          .min(0)
          .max(question.options.length - 1),
      });
    case 'fill_blank':
      return z.strictObject({ gaps: z.array(answerText).length(question.gaps.length) });
    case 'short_answer':
      return textResponse;
  }
}

/**
 * Chance (0-1) of a right answer by someone who knows nothing. A produced answer has none, as in
 * item response theory, where only chosen answers get a guessing parameter.
 */
export function guessRate(question: GradableQuestion): number {
  switch (question.questionType) {
    case 'multiple_choice':
    case 'true_false':
      return question.options.length === 0 ? 0 : 1 / question.options.length;
    case 'fill_blank':
    case 'short_answer':
      return 0;
  }
}
