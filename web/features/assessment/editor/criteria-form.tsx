import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Assessment, patchAssessment } from '../../../../contracts/assessment.ts';
import type { Criterion } from '../../../../contracts/items.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { SaveBar } from '../../courses/details/save-bar.tsx';
import { useChange } from './queries.ts';

const MOST = 12;
const EMPTY: Criterion = { criterion: '', description: '', points: 10 };

/** What a project or an assignment asks for, and what it is judged by. */
export function CriteriaForm({
  assessment,
  canEdit,
}: {
  assessment: Assessment;
  canEdit: boolean;
}) {
  const { t } = useTranslation(['assessing', 'review', 'common']);
  const [criteria, setCriteria] = useState<Criterion[]>(
    assessment.gradingCriteria.length > 0 ? assessment.gradingCriteria : [EMPTY],
  );
  const change = useChange(
    assessment,
    (body: { instructions: string; gradingCriteria: Criterion[] }, ifMatch) =>
      api(patchAssessment, { params: { id: assessment.id }, body, ifMatch }),
  );
  const set = (index: number, part: Partial<Criterion>) =>
    setCriteria(criteria.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change.mutate({
      instructions: String(new FormData(event.currentTarget).get('instructions')),
      gradingCriteria: criteria,
    });
  };
  const total = criteria.reduce((sum, { points }) => sum + (points || 0), 0);
  return (
    <form className="grid max-w-2xl gap-5" onSubmit={submit}>
      {assessment.notReady ? <Callout tone="caution">{t('notReady.no_criteria')}</Callout> : null}
      <fieldset disabled={!canEdit} className="grid gap-5">
        <Field label={t('criteria.task')} hint={t('criteria.taskHint')}>
          <TextArea
            name="instructions"
            rows={6}
            maxLength={20_000}
            defaultValue={assessment.instructions}
          />
        </Field>
        <h3 className="font-semibold">
          {t('criteria.title')} · {t('criteria.total', { count: total })}
        </h3>
        {criteria.map((one, index) => (
          <fieldset
            // biome-ignore lint/suspicious/noArrayIndexKey: a criterion has no identity but its place while it is edited
            key={index}
            className="grid gap-3 rounded-control border border-line p-4 sm:grid-cols-[1fr_7rem]"
          >
            <legend className="px-1 text-sm">
              {t('review:criterion', { n: formatNumber(index + 1) })}
            </legend>
            <Field label={t('review:criterionName')} required>
              <TextInput
                required
                maxLength={200}
                value={one.criterion}
                onChange={(event) => set(index, { criterion: event.target.value })}
              />
            </Field>
            <Field label={t('review:pointsField')} required>
              <TextInput
                type="number"
                min={0.5}
                max={100}
                step={0.5}
                required
                defaultValue={one.points}
                onChange={(event) => set(index, { points: event.target.valueAsNumber })}
              />
            </Field>
            <Field label={t('review:criterionText')} className="sm:col-span-2">
              <TextArea
                rows={2}
                maxLength={1000}
                value={one.description}
                onChange={(event) => set(index, { description: event.target.value })}
              />
            </Field>
            {criteria.length > 1 ? (
              <Button
                size="small"
                variant="quiet"
                className="justify-self-start"
                onClick={() => setCriteria(criteria.filter((_, at) => at !== index))}
              >
                {t('review:removeCriterion')}
              </Button>
            ) : null}
          </fieldset>
        ))}
        {criteria.length < MOST ? (
          <Button className="justify-self-start" onClick={() => setCriteria([...criteria, EMPTY])}>
            {t('review:addCriterion')}
          </Button>
        ) : null}
        {canEdit ? (
          <SaveBar
            saving={change.isPending}
            saved={change.isSuccess}
            error={change.error}
            onReload={() => change.reset()}
          />
        ) : null}
      </fieldset>
    </form>
  );
}
