import type { AnswerKey, QuestionType } from '../../../../contracts/items.ts';

const option = (correct: boolean) => ({ text: '', correct, feedback: '' });

/** The empty answer key from which a person begins to write a question. */
export function blankKey(
  questionType: QuestionType,
  words: { right: string; wrong: string },
): AnswerKey {
  switch (questionType) {
    case 'multiple_choice':
      return { questionType, options: [option(true), option(false), option(false), option(false)] };
    case 'multiple_response':
      return { questionType, options: [option(true), option(true), option(false), option(false)] };
    case 'true_false':
      return {
        questionType,
        options: [
          { ...option(true), text: words.right },
          { ...option(false), text: words.wrong },
        ],
      };
    case 'fill_blank':
      return { questionType, gaps: [{ accepted: [] }] };
    case 'short_answer':
      return { questionType, accepted: [] };
    case 'numeric':
      return { questionType, value: 0, tolerance: 0, units: [] };
    case 'matching':
      return {
        questionType,
        pairs: [0, 1, 2].map(() => ({ left: '', right: '', feedback: '' })),
        extras: [],
      };
    case 'ordering':
      return { questionType, steps: [] };
    case 'essay':
      return {
        questionType,
        rubric: [{ criterion: '', description: '', points: 1 }],
        sampleAnswer: '',
      };
  }
}

/** The key as it fits the stem: as many gaps as lines of underscores, at least one. */
export function fitGaps(key: AnswerKey, stem: string): AnswerKey {
  if (key.questionType !== 'fill_blank') return key;
  const count = Math.min(10, Math.max(1, stem.match(/_{3,}/g)?.length ?? 1));
  if (count === key.gaps.length) return key;
  return {
    ...key,
    gaps: Array.from({ length: count }, (_, at) => key.gaps[at] ?? { accepted: [] }),
  };
}
