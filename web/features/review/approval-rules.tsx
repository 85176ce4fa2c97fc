import { useTranslation } from 'react-i18next';
import type { GradingCriteria } from '../../../contracts/items.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field, TextArea, TextInput } from '../../ui/field.tsx';

/** How a question counts where a video asks it; absent parts stay as they are. */
export type ApprovalRules = { retryLimit?: number | null; gradingCriteria?: GradingCriteria };

const USUAL: GradingCriteria = { passScore: 1, partialCredit: true, note: '' };

/** Set at approval, for questions alone: how often it may be tried, and what counts as right. */
export function ApprovalRulesForm({
  rules,
  onChange,
}: {
  rules: ApprovalRules;
  onChange: (rules: ApprovalRules) => void;
}) {
  const { t } = useTranslation('review');
  const criteria = rules.gradingCriteria ?? USUAL;
  const grade = (part: Partial<GradingCriteria>) =>
    onChange({ ...rules, gradingCriteria: { ...criteria, ...part } });
  return (
    <details>
      <summary className="cursor-pointer text-ink-soft text-ui">{t('rules.title')}</summary>
      <div className="grid gap-4 pt-3 sm:grid-cols-2">
        <Field label={t('rules.retries')} hint={t('rules.retriesHint')}>
          <TextInput
            type="number"
            min={0}
            max={100}
            value={rules.retryLimit ?? ''}
            onChange={(event) =>
              onChange({
                ...rules,
                retryLimit: event.target.value === '' ? null : event.target.valueAsNumber,
              })
            }
          />
        </Field>
        <Field label={t('rules.pass')}>
          <TextInput
            type="number"
            min={1}
            max={100}
            value={Math.round(criteria.passScore * 100)}
            onChange={(event) =>
              grade({
                passScore: Math.min(100, Math.max(1, event.target.valueAsNumber || 1)) / 100,
              })
            }
          />
        </Field>
        <Checkbox
          label={t('rules.partial')}
          checked={criteria.partialCredit}
          onChange={(event) => grade({ partialCredit: event.target.checked })}
          className="sm:col-span-2"
        />
        <Field label={t('rules.note')} className="sm:col-span-2">
          <TextArea
            rows={2}
            maxLength={2000}
            value={criteria.note}
            onChange={(event) => grade({ note: event.target.value })}
          />
        </Field>
      </div>
    </details>
  );
}
