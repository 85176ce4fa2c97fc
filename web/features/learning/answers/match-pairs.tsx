import { useTranslation } from 'react-i18next';
import { Field, Select } from '../../../ui/field.tsx';
import type { GivenProps } from './use-given.ts';

/** To each left one right: a list for each, which a thumb, a keyboard and a screen reader can use. */
export function MatchPairs({ item, given, change }: GivenProps) {
  const { t } = useTranslation('learning');
  return (
    <div className="grid gap-4">
      {item.lefts.map((left) => (
        <Field key={left.id} label={<span dir="auto">{left.text}</span>}>
          <Select
            value={given.pairs[left.id] ?? ''}
            onChange={(event) =>
              change({ pairs: { ...given.pairs, [left.id]: event.target.value } })
            }
          >
            <option value="">{t('study.chooseMatch')}</option>
            {item.rights.map((right) => (
              <option key={right.id} value={right.id}>
                {right.text}
              </option>
            ))}
          </Select>
        </Field>
      ))}
    </div>
  );
}
