import type { AnswerKey } from './items.ts';

/** What counts as right, as lines that a person reads; the same wherever answers are listed. */
export function answerLines(key: AnswerKey): string[] {
  switch (key.questionType) {
    case 'multiple_choice':
    case 'multiple_response':
    case 'true_false':
      return key.options.filter((option) => option.correct).map((option) => option.text);
    case 'fill_blank':
      return key.gaps.map((gap) => gap.accepted.join(' | '));
    case 'short_answer':
      return key.accepted;
    case 'numeric': {
      const around = key.tolerance > 0 ? ` ± ${key.tolerance}` : '';
      return [`${key.value}${around} ${key.units[0]?.text ?? ''}`.trim()];
    }
    case 'matching':
      return key.pairs.map(({ left, right }) => `${left} → ${right}`);
    case 'ordering':
      return key.steps.map((step, index) => `${index + 1}. ${step}`);
    case 'essay':
      return key.rubric.map(({ criterion, points }) => `${criterion} (${points})`);
  }
}
