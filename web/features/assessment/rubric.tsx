import { useTranslation } from 'react-i18next';
import type { CriterionGrade } from '../../../contracts/grading.ts';
import type { Criterion } from '../../../contracts/items.ts';
import { formatNumber } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';

/** What work is judged by; with grades, what each criterion earned and why. */
export function Rubric({
  criteria,
  grades,
}: {
  criteria: readonly Criterion[];
  grades?: readonly CriterionGrade[];
}) {
  const { t } = useTranslation('assessment');
  if (criteria.length === 0) return null;
  return (
    <Section title={t(grades ? 'rubric.graded' : 'rubric.title')}>
      <ul className="grid gap-3">
        {criteria.map(({ criterion, description, points }, index) => (
          <li key={criterion} className="grid gap-0.5">
            <span className="flex justify-between gap-4 font-medium">
              <span dir="auto">{criterion}</span>
              <span className="shrink-0 tabular-nums">
                {grades
                  ? t('result.points', {
                      score: formatNumber(grades[index]?.points ?? 0),
                      max: formatNumber(points),
                    })
                  : t('attempt.points', { count: points })}
              </span>
            </span>
            {description ? (
              <span dir="auto" className="prose-measure text-ink-soft text-ui">
                {description}
              </span>
            ) : null}
            {grades?.[index]?.comment ? (
              <span dir="auto" className="prose-measure text-ui">
                {grades[index].comment}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
