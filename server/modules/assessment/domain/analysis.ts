import type { QuestionAnalysis } from '../../../../contracts/assessment.ts';
import type { AnswerKey } from '../../../../contracts/items.ts';
import type { FirstAnswer, Statistics } from '../../calibration/index.ts';

/** An answer to one question, by a learner's first attempt. */
export type Analysed = {
  share: number | null;
  rest: number | null;
  response: unknown;
  elapsedMs: number;
};

/** Indexes of the options that were chosen; the shapes are those that `readPinned` makes. */
function chosenIn(response: unknown): number[] {
  if (typeof response !== 'object' || response === null) return [];
  if ('optionIndex' in response && typeof response.optionIndex === 'number')
    return [response.optionIndex];
  if ('optionIndexes' in response && Array.isArray(response.optionIndexes))
    return response.optionIndexes.filter((index) => typeof index === 'number');
  return [];
}

const part = (count: number, of: number): number => (of === 0 ? 0 : count / of);

/**
 * Statistics of one question within one paper. What the rest of the paper earned stands for the
 * test; unlike in study, everybody who is compared had the same paper or draws from the same pools.
 *
 * @param calculate the classical item statistics that `calibration` keeps.
 */
export function analyseQuestion(
  { itemId, stem, answerKey }: { itemId: string; stem: string; answerKey: AnswerKey },
  answers: readonly Analysed[],
  calculate: (answers: readonly FirstAnswer[], optionCount: number) => Statistics,
): QuestionAnalysis {
  const options = 'options' in answerKey ? answerKey.options : [];
  const statistics = calculate(
    answers.map(({ share, rest, response, elapsedMs }) => ({
      score: share === null ? null : Math.min(1, Math.max(0, share)),
      rest,
      chosen: chosenIn(response),
      responseMs: elapsedMs,
      hinted: false,
    })),
    options.length,
  );
  const { groupSize } = statistics;
  return {
    itemId,
    stem,
    questionType: answerKey.questionType,
    learners: answers.length,
    blank: answers.filter(({ response }) => response === null).length,
    facility: statistics.facility,
    discrimination: statistics.discrimination,
    options: options.map(({ text, correct }, index) => {
      const { all, upper, lower } = statistics.options[index] ?? { all: 0, upper: 0, lower: 0 };
      return {
        text,
        correct,
        all: part(all, answers.length),
        upper: groupSize === 0 ? null : part(upper, groupSize),
        lower: groupSize === 0 ? null : part(lower, groupSize),
      };
    }),
  };
}

/** Learners by percent: ten bins of ten, 100 in the last. */
export function distribution(percents: readonly number[]): number[] {
  const bins = Array<number>(10).fill(0);
  for (const percent of percents) {
    const bin = Math.min(9, Math.floor(percent / 10));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}

/** The middle of the values; null for none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
