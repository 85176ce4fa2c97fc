import { useTranslation } from 'react-i18next';
import type { AnswerKey } from '../../../../contracts/items.ts';
import { Field, TextInput } from '../../../ui/field.tsx';

type Choice = Extract<AnswerKey, { options: unknown }>;

/** Options with their feedback; one of them is right, or of several each that is ticked. */
export function OptionFields({
  answerKey,
  onChange,
}: {
  answerKey: Choice;
  onChange: (key: AnswerKey) => void;
}) {
  const { t } = useTranslation('review');
  const several = answerKey.questionType === 'multiple_response';
  const change = (index: number, part: Partial<Choice['options'][number]>) => {
    const options = answerKey.options.map((option, at) =>
      at === index
        ? { ...option, ...part }
        : part.correct && !several
          ? { ...option, correct: false }
          : option,
    );
    onChange({ ...answerKey, options });
  };
  return (
    <div className="grid gap-4">
      {answerKey.options.map((option, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option has no identity but its place while it is edited
        <fieldset key={index} className="grid gap-2 rounded-control border border-line p-4">
          <legend className="px-1 text-sm">{t('option', { n: index + 1 })}</legend>
          <Field label={t('option', { n: index + 1 })} hideLabel required>
            <TextInput
              value={option.text}
              required
              onChange={(event) => change(index, { text: event.target.value })}
            />
          </Field>
          <Field label={t('feedback')}>
            <TextInput
              value={option.feedback}
              onChange={(event) => change(index, { feedback: event.target.value })}
            />
          </Field>
          <label className="flex items-center gap-2 text-ui">
            <input
              type={several ? 'checkbox' : 'radio'}
              name="right"
              className="size-4 accent-accent"
              checked={option.correct}
              onChange={(event) =>
                change(index, { correct: several ? event.target.checked : true })
              }
            />
            {t('right')}
          </label>
        </fieldset>
      ))}
    </div>
  );
}
