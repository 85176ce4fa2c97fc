/** An item that exists already, to compare with. Vectors must come from one and the same embedder. */
export type ExistingItem = { text: string; embedding?: ArrayLike<number> };

export type LintOption = { text: string; correct: boolean; feedback: string };

type Common = {
  /** BCP 47 tag; lints on English grammar run only for `en`. Default `en`. */
  language?: string;
  /** The cited passages, verbatim. */
  quotes: readonly string[];
  existing?: readonly ExistingItem[];
  embedding?: ArrayLike<number>;
};

export type NuggetInput = Common & { kind: 'nugget'; title: string; text: string };
export type SummaryInput = Common & {
  kind: 'summary';
  scope: 'chunk' | 'chapter' | 'material';
  title: string;
  text: string;
};
export type FlashcardInput = Common & {
  kind: 'flashcard';
  style: string;
  front: string;
  back: string;
};
export type QuestionInput = Common & {
  kind: 'question';
  stem: string;
  explanation: string;
  hints: readonly string[];
} & (
    | { questionType: 'multiple_choice' | 'true_false'; options: readonly LintOption[] }
    | { questionType: 'multiple_response'; options: readonly LintOption[] }
    | { questionType: 'fill_blank'; gaps: readonly { accepted: readonly string[] }[] }
    | { questionType: 'short_answer'; accepted: readonly string[] }
    | { questionType: 'numeric'; value: number; units: readonly { text: string }[] }
    | {
        questionType: 'matching';
        pairs: readonly { left: string; right: string }[];
        extras: readonly string[];
      }
    | { questionType: 'ordering'; steps: readonly string[] }
    | { questionType: 'essay'; rubric: readonly unknown[]; sampleAnswer: string }
  );

/** What the lints look at: the shape of a draft or of an edited item, with its cited passages. */
export type LintInput = NuggetInput | SummaryInput | FlashcardInput | QuestionInput;

export const isEnglish = (item: LintInput): boolean => /^en\b/i.test(item.language ?? 'en');

/** What a learner reads first: stem, front, or the text itself. */
export function leadText(item: LintInput): string {
  if (item.kind === 'question') return item.stem;
  return item.kind === 'flashcard' ? item.front : item.text;
}

/**
 * Answers that count as right; for choices the right options, for pairs and orders their parts;
 * empty for true or false, essays and prose.
 */
export function rightAnswers(item: LintInput): string[] {
  if (item.kind === 'flashcard') return [item.back];
  if (item.kind !== 'question') return [];
  switch (item.questionType) {
    case 'multiple_choice':
    case 'multiple_response':
      return item.options.filter((option) => option.correct).map((option) => option.text);
    case 'fill_blank':
      return item.gaps.flatMap((gap) => gap.accepted.slice(0, 1));
    case 'short_answer':
      return item.accepted.slice(0, 1);
    case 'numeric':
      return [String(item.value)];
    case 'matching':
      return item.pairs.flatMap(({ left, right }) => [left, right]);
    case 'ordering':
      return [...item.steps];
    case 'true_false':
    case 'essay':
      return [];
  }
}

/** Answers that the learner has to find without seeing them: those that stem and hints must not tell. */
export function hiddenAnswers(item: LintInput): string[] {
  const shown =
    item.kind === 'question' &&
    (item.questionType === 'matching' || item.questionType === 'ordering');
  return shown ? [] : rightAnswers(item);
}

/** What counts as the item's own text when it is compared with others. */
export function comparedText(item: LintInput): string {
  return item.kind === 'flashcard' ? `${item.front} ${item.back}` : leadText(item);
}
