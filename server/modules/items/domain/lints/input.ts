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
  scope: 'chunk' | 'material';
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
    | { questionType: 'fill_blank'; gaps: readonly { accepted: readonly string[] }[] }
    | { questionType: 'short_answer'; accepted: readonly string[] }
  );

/** What the lints look at: the shape of a draft or of an edited item, with its cited passages. */
export type LintInput = NuggetInput | SummaryInput | FlashcardInput | QuestionInput;

export const isEnglish = (item: LintInput): boolean => /^en\b/i.test(item.language ?? 'en');

/** What a learner reads first: stem, front, or the text itself. */
export function leadText(item: LintInput): string {
  if (item.kind === 'question') return item.stem;
  return item.kind === 'flashcard' ? item.front : item.text;
}

/** Answers that count as right; for choices the right option; empty for true or false and prose. */
export function rightAnswers(item: LintInput): string[] {
  if (item.kind === 'flashcard') return [item.back];
  if (item.kind !== 'question') return [];
  if (item.questionType === 'multiple_choice') {
    return item.options.filter((option) => option.correct).map((option) => option.text);
  }
  if (item.questionType === 'fill_blank')
    return item.gaps.flatMap((gap) => gap.accepted.slice(0, 1));
  return item.questionType === 'short_answer' ? item.accepted.slice(0, 1) : [];
}

/** What counts as the item's own text when it is compared with others. */
export function comparedText(item: LintInput): string {
  return item.kind === 'flashcard' ? `${item.front} ${item.back}` : leadText(item);
}
