import { useTranslation } from 'react-i18next';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';
import type { GivenProps } from './use-given.ts';

export function Gaps({ item, given, change }: GivenProps) {
  const { t } = useTranslation('learning');
  return (
    <div className="grid gap-4">
      {Array.from({ length: item.gapCount }, (_, index) => index).map((index) => (
        <Field key={index} label={t('study.gapLabel', { n: index + 1 })}>
          <TextInput
            autoComplete="off"
            value={given.gaps[index] ?? ''}
            onChange={(event) => {
              const gaps = [...given.gaps];
              gaps[index] = event.target.value;
              change({ gaps });
            }}
          />
        </Field>
      ))}
    </div>
  );
}

/** A word, a name, or a number with its unit. */
export function ShortText({ item, given, change }: GivenProps) {
  const { t } = useTranslation('learning');
  return (
    <Field label={t('study.answerLabel')} {...(item.asksUnit ? { hint: t('study.withUnit') } : {})}>
      <TextInput
        autoComplete="off"
        value={given.text}
        onChange={(event) => change({ text: event.target.value })}
      />
    </Field>
  );
}

/** A longer text, with what it will be judged by. */
export function Essay({ item, given, change, open }: GivenProps) {
  const { t } = useTranslation('learning');
  return (
    <div className="grid gap-5">
      <section aria-label={t('study.rubric')} className="grid gap-2 text-ui">
        <h3 className="font-semibold">{t('study.rubric')}</h3>
        <ul className="grid gap-2">
          {item.rubric.map(({ criterion, points }) => (
            <li key={criterion} className="grid grid-cols-[1fr_auto] gap-x-4">
              <span dir="auto">{criterion}</span>
              <span className="text-ink-soft">{t('study.points', { count: points })}</span>
            </li>
          ))}
        </ul>
      </section>
      {open ? (
        <Field label={t('study.answerLabel')}>
          <TextArea
            rows={10}
            maxLength={20_000}
            value={given.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        </Field>
      ) : null}
    </div>
  );
}
