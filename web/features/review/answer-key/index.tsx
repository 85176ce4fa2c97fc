import { useTranslation } from 'react-i18next';
import type { AnswerKey } from '../../../../contracts/items.ts';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';
import { lines } from './lines.ts';
import { OptionFields } from './option-fields.tsx';
import { PairFields } from './pair-fields.tsx';
import { RubricFields } from './rubric-fields.tsx';

type Props = { answerKey: AnswerKey; onChange: (key: AnswerKey) => void };

/** What makes an answer right, by type of question. */
export function AnswerKeyFields({ answerKey, onChange }: Props) {
  const { t } = useTranslation('review');
  switch (answerKey.questionType) {
    case 'multiple_choice':
    case 'multiple_response':
    case 'true_false':
      return <OptionFields answerKey={answerKey} onChange={onChange} />;
    case 'matching':
      return <PairFields answerKey={answerKey} onChange={onChange} />;
    case 'essay':
      return <RubricFields answerKey={answerKey} onChange={onChange} />;
    case 'fill_blank':
      return (
        <>
          {answerKey.gaps.map((gap, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a gap is its place in the text
            <Field key={index} label={t('gap', { n: index + 1 })} required>
              <TextArea
                required
                defaultValue={gap.accepted.join('\n')}
                onChange={(event) =>
                  onChange({
                    ...answerKey,
                    gaps: answerKey.gaps.map((one, at) =>
                      at === index ? { accepted: lines(event.target.value) } : one,
                    ),
                  })
                }
              />
            </Field>
          ))}
        </>
      );
    case 'short_answer':
      return (
        <Field label={t('accepted')} required>
          <TextArea
            required
            defaultValue={answerKey.accepted.join('\n')}
            onChange={(event) => onChange({ ...answerKey, accepted: lines(event.target.value) })}
          />
        </Field>
      );
    case 'ordering':
      return (
        <Field label={t('steps')} required>
          <TextArea
            required
            rows={6}
            defaultValue={answerKey.steps.join('\n')}
            onChange={(event) => onChange({ ...answerKey, steps: lines(event.target.value) })}
          />
        </Field>
      );
    case 'numeric':
      return (
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label={t('value')} required>
            <TextInput
              type="number"
              step="any"
              required
              defaultValue={answerKey.value}
              onChange={(event) => onChange({ ...answerKey, value: event.target.valueAsNumber })}
            />
          </Field>
          <Field label={t('tolerance')} hint={t('toleranceHint')}>
            <TextInput
              type="number"
              step="any"
              min={0}
              defaultValue={answerKey.tolerance}
              onChange={(event) =>
                onChange({ ...answerKey, tolerance: event.target.valueAsNumber || 0 })
              }
            />
          </Field>
          <Field label={t('units')} hint={t('unitsHint')}>
            <TextArea
              defaultValue={answerKey.units
                .map(({ text, factor }, index) => (index === 0 ? text : `${text} = ${factor}`))
                .join('\n')}
              onChange={(event) =>
                onChange({
                  ...answerKey,
                  units: lines(event.target.value).map((line, index) => {
                    const [text = '', factor = '1'] = line.split('=').map((part) => part.trim());
                    return { text, factor: index === 0 ? 1 : Number(factor.replace(',', '.')) };
                  }),
                })
              }
            />
          </Field>
        </div>
      );
  }
}
