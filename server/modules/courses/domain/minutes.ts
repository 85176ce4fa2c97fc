/** Adults read plain prose at about 200 to 250 words a minute; material to learn goes slower. */
const WORDS_A_MINUTE = 200;
const QUESTION_MINUTES = 1;
const FLASHCARD_MINUTES = 0.25;

/** An item and, of a nugget, the minutes that it says itself. */
export type TimedItem = { type: 'nugget' | 'flashcard' | 'question'; minutes: number | null };

function minutesOfItem({ type, minutes }: TimedItem): number {
  if (type === 'nugget') return minutes ?? 1;
  return type === 'question' ? QUESTION_MINUTES : FLASHCARD_MINUTES;
}

/** Whole minutes, at least one, that words and items take together; 10,000 at most. */
export function reckonMinutes(words: number, items: readonly TimedItem[]): number {
  const minutes = items.reduce((sum, item) => sum + minutesOfItem(item), words / WORDS_A_MINUTE);
  return Math.min(10_000, Math.max(1, Math.round(minutes)));
}
