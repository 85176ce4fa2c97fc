import { useState } from 'react';
import type { Confidence, ShownQuestion, StepAnswer } from '../../../../contracts/learning.ts';

type Sureness = (typeof Confidence.options)[number];

/** What the learner has put together so far, whatever the type of the question. */
export type Given = {
  optionIds: string[];
  text: string;
  gaps: string[];
  /** Left id → right id. */
  pairs: Record<string, string>;
};

/**
 * The state of an answer in the making, and the answer as it is sent; null while it is not whole.
 * `before` is what was given earlier, where the learner comes back to it.
 */
export function useGiven(item: ShownQuestion, before?: Given) {
  const [given, setGiven] = useState<Given>(
    before ?? {
      optionIds: item.questionType === 'ordering' ? item.options.map(({ id }) => id) : [],
      text: '',
      gaps: [],
      pairs: {},
    },
  );
  const change = (part: Partial<Given>) => setGiven((now) => ({ ...now, ...part }));
  const answer = (confidence: Sureness | null): StepAnswer | null =>
    answerOf(item, given, confidence);
  return { given, change, answer };
}

export type GivenProps = {
  item: ShownQuestion;
  given: Given;
  change: (part: Partial<Given>) => void;
  open: boolean;
};

/** Null while the answer is not whole. */
export function answerOf(
  item: ShownQuestion,
  given: Given,
  confidence: Sureness | null,
): StepAnswer | null {
  const [optionId] = given.optionIds;
  switch (item.questionType) {
    case 'multiple_choice':
    case 'true_false':
      return optionId === undefined ? null : { kind: 'option', optionId, confidence };
    case 'multiple_response':
      return optionId === undefined
        ? null
        : { kind: 'options', optionIds: given.optionIds, confidence };
    case 'ordering':
      return { kind: 'order', optionIds: given.optionIds, confidence };
    case 'matching': {
      const pairs = item.lefts.flatMap(({ id }) => {
        const rightId = given.pairs[id];
        return rightId ? [{ leftId: id, rightId }] : [];
      });
      return pairs.length < item.lefts.length ? null : { kind: 'pairs', pairs, confidence };
    }
    case 'fill_blank': {
      const gaps = Array.from({ length: item.gapCount }, (_, at) => given.gaps[at]?.trim() ?? '');
      return gaps.some((gap) => gap === '') ? null : { kind: 'gaps', gaps, confidence };
    }
    case 'short_answer':
    case 'numeric':
    case 'essay':
      return given.text.trim() === ''
        ? null
        : { kind: 'text', text: given.text.trim(), confidence };
  }
}
