import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Assessment,
  type AssessmentSettings,
  patchAssessment,
  RetryPolicy,
  ShowAnswers,
} from '../../../../contracts/assessment.ts';
import { api } from '../../../api/client.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field, Select, TextArea, TextInput } from '../../../ui/field.tsx';
import { SaveBar } from '../../courses/details/save-bar.tsx';
import { fromLocal, toLocal } from './local-time.ts';
import { useChange } from './queries.ts';

/** The rules of an assessment, grouped by what they are about. */
export function SettingsForm({
  assessment,
  canEdit,
}: {
  assessment: Assessment;
  canEdit: boolean;
}) {
  const { t } = useTranslation('assessing');
  const [version, setVersion] = useState(0);
  const written = assessment.kind === 'project' || assessment.kind === 'assignment';
  const [layout, setLayout] = useState(assessment.questionLayout);
  const change = useChange(assessment, (body: Partial<AssessmentSettings>, ifMatch) =>
    api(patchAssessment, { params: { id: assessment.id }, body, ifMatch }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change.mutate(settingsFrom(new FormData(event.currentTarget), written));
  };
  const number = (name: keyof AssessmentSettings, label: string, rest: object, hint?: string) => (
    <Field label={label} {...(hint ? { hint } : {})}>
      <TextInput
        name={name}
        type="number"
        defaultValue={String(assessment[name] ?? '')}
        {...rest}
      />
    </Field>
  );
  const date = (name: 'opensAt' | 'dueAt' | 'closesAt') => (
    <Field label={t(`settings.${name}`)}>
      <TextInput name={name} type="datetime-local" defaultValue={toLocal(assessment[name])} />
    </Field>
  );
  return (
    <form key={version} className="grid max-w-2xl gap-8" onSubmit={submit}>
      <fieldset disabled={!canEdit} className="grid gap-8">
        <Group title={t('settings.passing')}>
          {number('passingScore', t('settings.passingScore'), {
            min: 0,
            max: 100,
            step: 'any',
            required: true,
          })}
          {number(
            'maxAttempts',
            t('settings.maxAttempts'),
            { min: 1, max: 100 },
            t('settings.noLimit'),
          )}
          {written ? null : (
            <>
              {number(
                'timeLimitMinutes',
                t('settings.timeLimit'),
                { min: 1, max: 1440 },
                t('settings.noLimit'),
              )}
              <Field label={t('settings.retryPolicy')}>
                <Select name="retryPolicy" defaultValue={assessment.retryPolicy}>
                  {RetryPolicy.options.map((one) => (
                    <option key={one} value={one}>
                      {t(`settings.retry.${one}`)}
                    </option>
                  ))}
                </Select>
              </Field>
            </>
          )}
        </Group>
        <Group title={t('settings.window')}>
          {date('opensAt')}
          {date('dueAt')}
          {date('closesAt')}
          {number(
            'latePenaltyPercent',
            t('settings.latePenalty'),
            { min: 0, max: 100, step: 'any' },
            t('settings.latePenaltyHint'),
          )}
        </Group>
        {written ? null : (
          <Group title={t('settings.paper')}>
            <Field label={t('settings.layout')}>
              <Select
                name="questionLayout"
                value={layout}
                onChange={(event) => setLayout(event.target.value as typeof layout)}
              >
                <option value="all">{t('settings.layoutAll')}</option>
                <option value="one">{t('settings.layoutOne')}</option>
              </Select>
            </Field>
            <Field label={t('settings.showAnswers')}>
              <Select name="showAnswers" defaultValue={assessment.showAnswers}>
                {ShowAnswers.options.map((one) => (
                  <option key={one} value={one}>
                    {t(`settings.show.${one}`)}
                  </option>
                ))}
              </Select>
            </Field>
            <Checkbox
              name="shuffleQuestions"
              label={t('settings.shuffleQuestions')}
              defaultChecked={assessment.shuffleQuestions}
            />
            <Checkbox
              name="shuffleOptions"
              label={t('settings.shuffleOptions')}
              defaultChecked={assessment.shuffleOptions}
            />
            {layout === 'one' ? (
              <Checkbox
                name="noBack"
                label={t('settings.noBack')}
                defaultChecked={!assessment.allowBack}
              />
            ) : null}
          </Group>
        )}
        <Group title={t('settings.grade')}>
          {number(
            'weight',
            t('settings.weight'),
            { min: 0, max: 1000, step: 'any', required: true },
            t('settings.weightHint'),
          )}
          <Checkbox
            name="holdGrades"
            label={t('settings.holdGrades')}
            hint={t('settings.holdGradesHint')}
            defaultChecked={assessment.holdGrades}
          />
        </Group>
        {written ? null : (
          <Field label={t('settings.instructions')}>
            <TextArea
              name="instructions"
              rows={4}
              maxLength={20_000}
              defaultValue={assessment.instructions}
            />
          </Field>
        )}
        {canEdit ? (
          <SaveBar
            saving={change.isPending}
            saved={change.isSuccess}
            error={change.error}
            onReload={() => {
              change.reset();
              setVersion(version + 1);
            }}
          />
        ) : null}
      </fieldset>
    </form>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <legend className="mb-3 font-semibold">{title}</legend>
      {children}
    </fieldset>
  );
}

/** What the form says; an empty number or date is no limit. */
function settingsFrom(data: FormData, written: boolean): Partial<AssessmentSettings> {
  const text = (name: string) => String(data.get(name) ?? '');
  const orNull = (name: string) => (text(name) === '' ? null : Number(text(name)));
  const common = {
    passingScore: Number(text('passingScore')),
    maxAttempts: orNull('maxAttempts'),
    opensAt: fromLocal(text('opensAt')),
    dueAt: fromLocal(text('dueAt')),
    closesAt: fromLocal(text('closesAt')),
    latePenaltyPercent: orNull('latePenaltyPercent') ?? 0,
    weight: Number(text('weight')),
    holdGrades: data.has('holdGrades'),
  };
  if (written) return common;
  const one = text('questionLayout') === 'one';
  return {
    ...common,
    timeLimitMinutes: orNull('timeLimitMinutes'),
    retryPolicy: text('retryPolicy') as RetryPolicy,
    questionLayout: one ? 'one' : 'all',
    allowBack: !(one && data.has('noBack')),
    showAnswers: text('showAnswers') as ShowAnswers,
    shuffleQuestions: data.has('shuffleQuestions'),
    shuffleOptions: data.has('shuffleOptions'),
    instructions: text('instructions'),
  };
}
