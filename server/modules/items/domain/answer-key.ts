import type { AnswerKey } from '../../../../contracts/items.ts';

const GAP = /_{3,}/g;

const folded = (text: string): string =>
  text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/**
 * What makes a question impossible to answer or to grade, as field and plain words; null where it
 * is sound. Paths are those of the request body.
 */
export function answerKeyProblem(
  stem: string,
  key: AnswerKey,
): { path: string; message: string } | null {
  switch (key.questionType) {
    case 'multiple_choice':
    case 'true_false': {
      const path = 'content.answerKey.options';
      const right = key.options.filter((option) => option.correct).length;
      if (right !== 1) return { path, message: `Mark exactly one option as right; ${right} are.` };
      const distinct = new Set(key.options.map((option) => folded(option.text)));
      if (distinct.size !== key.options.length)
        return { path, message: 'Two options say the same.' };
      return null;
    }
    case 'fill_blank': {
      const gaps = stem.match(GAP)?.length ?? 0;
      if (gaps === key.gaps.length) return null;
      return {
        path: 'content.answerKey.gaps',
        message: `The question has ${gaps} gaps (____) and answers for ${key.gaps.length}.`,
      };
    }
    case 'short_answer':
      return null;
  }
}
