import { useTranslation } from 'react-i18next';
import type { AnswerKey } from '../../../../contracts/items.ts';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';
import { lines } from './lines.ts';

type Matching = Extract<AnswerKey, { questionType: 'matching' }>;

/** What belongs together, and what belongs to nothing. */
export function PairFields({
  answerKey,
  onChange,
}: {
  answerKey: Matching;
  onChange: (key: AnswerKey) => void;
}) {
  const { t } = useTranslation('review');
  const change = (index: number, part: Partial<Matching['pairs'][number]>) =>
    onChange({
      ...answerKey,
      pairs: answerKey.pairs.map((pair, at) => (at === index ? { ...pair, ...part } : pair)),
    });
  return (
    <div className="grid gap-4">
      {answerKey.pairs.map((pair, index) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: a pair has no identity but its place while it is edited
          key={index}
          className="grid gap-2 rounded-control border border-line p-4"
        >
          <legend className="px-1 text-sm">{t('pair', { n: index + 1 })}</legend>
          <Field label={t('leftSide')} required>
            <TextInput
              value={pair.left}
              required
              onChange={(event) => change(index, { left: event.target.value })}
            />
          </Field>
          <Field label={t('rightSide')} required>
            <TextInput
              value={pair.right}
              required
              onChange={(event) => change(index, { right: event.target.value })}
            />
          </Field>
        </fieldset>
      ))}
      <Field label={t('extras')}>
        <TextArea
          defaultValue={answerKey.extras.join('\n')}
          onChange={(event) => onChange({ ...answerKey, extras: lines(event.target.value) })}
        />
      </Field>
    </div>
  );
}
