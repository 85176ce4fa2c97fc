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
    case 'essay':
      return null;
    case 'multiple_response': {
      const path = 'content.answerKey.options';
      const right = key.options.filter((option) => option.correct).length;
      if (right === 0 || right === key.options.length)
        return { path, message: 'Mark at least one option as right and leave one wrong.' };
      return alike(key.options.map((option) => option.text))
        ? { path, message: 'Two options say the same.' }
        : null;
    }
    case 'numeric':
      if (key.units.length > 0 && key.units[0]?.factor !== 1)
        return {
          path: 'content.answerKey.units',
          message: 'The first unit is that of the value; its factor is 1.',
        };
      return alike(key.units.map((unit) => unit.text))
        ? { path: 'content.answerKey.units', message: 'A unit is named twice.' }
        : null;
    case 'matching': {
      if (alike(key.pairs.map((pair) => pair.left)))
        return { path: 'content.answerKey.pairs', message: 'Two left sides say the same.' };
      return alike([...key.pairs.map((pair) => pair.right), ...key.extras])
        ? { path: 'content.answerKey.pairs', message: 'Two right sides say the same.' }
        : null;
    }
    case 'ordering':
      return alike(key.steps)
        ? { path: 'content.answerKey.steps', message: 'Two steps say the same.' }
        : null;
  }
}

const alike = (texts: readonly string[]): boolean =>
  new Set(texts.map(folded)).size !== texts.length;

/** Points of a question that nobody gave other ones: an essay's are those of its rubric. */
export const pointsOf = (key: AnswerKey, given = 1): number =>
  key.questionType === 'essay' ? key.rubric.reduce((sum, { points }) => sum + points, 0) : given;
