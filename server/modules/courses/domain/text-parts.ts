import { diffWordsWithSpace } from 'diff';

export type TextPart = { text: string; change: 'added' | 'removed' | 'same' };

/** Longest text of each side that is compared word by word: the time grows with the difference. */
const MAX_LENGTH = 200_000;
/** Differing words up to which the comparison looks for a common order. */
const MAX_EDITS = 5000;

/**
 * Two texts word by word. Where they are too long or have too little in common, the whole of one
 * is removed and the whole of the other added: such a comparison helps nobody, and its time is everybody's.
 */
export function compareTexts(before: string, after: string): TextPart[] {
  if (before === after) return before === '' ? [] : [{ text: before, change: 'same' }];
  const parts =
    Math.max(before.length, after.length) <= MAX_LENGTH
      ? diffWordsWithSpace(before, after, { maxEditLength: MAX_EDITS, timeout: 300 })
      : undefined;
  if (!parts) {
    const whole: TextPart[] = [
      { text: before, change: 'removed' },
      { text: after, change: 'added' },
    ];
    return whole.filter(({ text }) => text !== '');
  }
  return parts.map(({ value, added, removed }) => ({
    text: value,
    change: added ? 'added' : removed ? 'removed' : 'same',
  }));
}
