import { useTranslation } from 'react-i18next';
import type { AnswerKey } from '../../../../contracts/items.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';

type Essay = Extract<AnswerKey, { questionType: 'essay' }>;

const MOST_CRITERIA = 8;

/** What an essay is judged by, and an answer that would get all points. */
export function RubricFields({
  answerKey,
  onChange,
}: {
  answerKey: Essay;
  onChange: (key: AnswerKey) => void;
}) {
  const { t } = useTranslation('review');
  const { rubric } = answerKey;
  const change = (index: number, part: Partial<Essay['rubric'][number]>) =>
    onChange({
      ...answerKey,
      rubric: rubric.map((one, at) => (at === index ? { ...one, ...part } : one)),
    });
  return (
    <div className="grid gap-4">
      {rubric.map((one, index) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: a criterion has no identity but its place while it is edited
          key={index}
          className="grid gap-2 rounded-control border border-line p-4"
        >
          <legend className="px-1 text-sm">{t('criterion', { n: index + 1 })}</legend>
          <Field label={t('criterionName')} required>
            <TextInput
              value={one.criterion}
              required
              onChange={(event) => change(index, { criterion: event.target.value })}
            />
          </Field>
          <Field label={t('criterionText')}>
            <TextInput
              value={one.description}
              onChange={(event) => change(index, { description: event.target.value })}
            />
          </Field>
          <Field label={t('pointsField')} required>
            <TextInput
              type="number"
              min={0.5}
              step={0.5}
              required
              defaultValue={one.points}
              onChange={(event) => change(index, { points: event.target.valueAsNumber })}
            />
          </Field>
          {rubric.length > 1 ? (
            <Button
              size="small"
              className="justify-self-start"
              onClick={() =>
                onChange({ ...answerKey, rubric: rubric.filter((_, at) => at !== index) })
              }
            >
              {t('removeCriterion')}
            </Button>
          ) : null}
        </fieldset>
      ))}
      {rubric.length < MOST_CRITERIA ? (
        <Button
          className="justify-self-start"
          onClick={() =>
            onChange({
              ...answerKey,
              rubric: [...rubric, { criterion: '', description: '', points: 1 }],
            })
          }
        >
          {t('addCriterion')}
        </Button>
      ) : null}
      <Field label={t('sampleAnswer')}>
        <TextArea
          rows={6}
          defaultValue={answerKey.sampleAnswer}
          onChange={(event) => onChange({ ...answerKey, sampleAnswer: event.target.value })}
        />
      </Field>
    </div>
  );
}
