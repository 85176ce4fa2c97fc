import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CriterionGrade, GradeSuggestion } from '../../../../contracts/grading.ts';
import type { Criterion } from '../../../../contracts/items.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';
import { formatNumber } from '../../../ui/format.ts';

/** Points and a comment for each criterion; what a model suggests stands there to be confirmed. */
export function RubricForm({
  rubric,
  criteria,
  comment: kept,
  suggestion,
  saving,
  onSave,
  children,
}: {
  rubric: readonly Criterion[];
  /** As it was graded; empty before. */
  criteria: readonly CriterionGrade[];
  comment: string | null;
  suggestion: GradeSuggestion | null;
  saving: boolean;
  onSave: (criteria: CriterionGrade[], comment: string) => void;
  /** Further buttons. */
  children?: ReactNode;
}) {
  const { t } = useTranslation(['assessing', 'grading']);
  const graded = criteria.length > 0;
  const [points, setPoints] = useState<string[]>(
    rubric.map((_, index) =>
      String(criteria[index]?.points ?? suggestion?.criteria[index]?.points ?? ''),
    ),
  );
  const [notes, setNotes] = useState<string[]>(
    rubric.map((_, index) => criteria[index]?.comment ?? ''),
  );
  const [comment, setComment] = useState(kept ?? suggestion?.comment ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(
      rubric.map((_, index) => ({
        points: Number(points[index]) || 0,
        comment: notes[index]?.trim() ?? '',
      })),
      comment.trim(),
    );
  };
  const set = (all: string[], index: number, value: string) =>
    all.map((one, at) => (at === index ? value : one));
  const total = points.reduce((sum, one) => sum + (Number(one) || 0), 0);
  const most = rubric.reduce((sum, one) => sum + one.points, 0);
  return (
    <form className="grid gap-5" onSubmit={submit}>
      {suggestion && !graded ? (
        <Callout title={t('grading:suggested')}>{t('grading:suggestedText')}</Callout>
      ) : null}
      {rubric.map(({ criterion, description, points: max }, index) => {
        const suggested = suggestion?.criteria[index];
        return (
          <fieldset key={criterion} className="grid gap-2 sm:grid-cols-[7rem_1fr]">
            <legend dir="auto" className="mb-1 font-medium">
              {criterion}
            </legend>
            <Field label={t('grading.pointsOf', { max: formatNumber(max) })} required>
              <TextInput
                type="number"
                min={0}
                max={max}
                step="any"
                required
                value={points[index] ?? ''}
                onChange={(event) => setPoints(set(points, index, event.target.value))}
              />
            </Field>
            <Field
              label={t('grading.note')}
              hint={
                suggested ? (
                  <span dir="auto">
                    {suggested.quote ? `“${suggested.quote}” ` : ''}
                    {suggested.reason}
                  </span>
                ) : (
                  description
                )
              }
            >
              <TextInput
                maxLength={2000}
                value={notes[index] ?? ''}
                onChange={(event) => setNotes(set(notes, index, event.target.value))}
              />
            </Field>
          </fieldset>
        );
      })}
      <Field label={t('grading:comment')}>
        <TextArea
          rows={4}
          maxLength={4000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" loading={saving}>
          {t(graded ? 'grading:correct' : 'grading:grade')}
        </Button>
        {children}
        <span className="text-ink-soft text-ui tabular-nums">
          {t('grading:points', { points: formatNumber(total), max: formatNumber(most) })}
        </span>
      </div>
    </form>
  );
}
