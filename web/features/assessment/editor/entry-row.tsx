import { ArrowDown, ArrowUp, Shuffle, X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessmentEntry } from '../../../../contracts/assessment.ts';
import { Badge } from '../../../ui/badge.tsx';
import { TextInput } from '../../../ui/field.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { EntryPatch } from './entry-patch.ts';

/** One line of the paper: a question, or a pool with the number that is drawn from it. */
export function EntryRow({
  entry,
  first,
  last,
  canEdit,
  onChange,
}: {
  entry: AssessmentEntry;
  first: boolean;
  last: boolean;
  canEdit: boolean;
  onChange: (body: EntryPatch | null) => void;
}) {
  const { t } = useTranslation('assessing');
  const { content } = entry;
  const name =
    content.type === 'question'
      ? content.stem
      : t('pool.name', {
          count: content.drawCount,
          all: formatNumber(content.itemIds.length),
        });
  return (
    <li className="flex flex-wrap items-center gap-3 py-3">
      <div className="grid min-w-56 flex-1 gap-1">
        <p dir="auto" className="flex items-start gap-2">
          {content.type === 'pool' ? (
            <Shuffle aria-hidden className="mt-1 size-4 shrink-0 text-accent" />
          ) : null}
          <span className="line-clamp-3">{name}</span>
        </p>
        <p className="flex flex-wrap items-center gap-2 text-ink-faint text-sm">
          {content.type === 'question' ? (
            <>
              <span>{t(`type.${content.questionType}`)}</span>
              <span dir="auto">{content.materialTitle}</span>
              {content.usable ? null : <Badge tone="negative">{t('questions.unusable')}</Badge>}
            </>
          ) : content.usable < content.drawCount ? (
            <Badge tone="negative">
              {t('pool.tooSmall', { usable: formatNumber(content.usable) })}
            </Badge>
          ) : null}
        </p>
      </div>
      {content.type === 'pool' ? (
        <NumberBox
          label={t('pool.draw')}
          value={content.drawCount}
          max={Math.min(100, content.itemIds.length)}
          disabled={!canEdit}
          onChange={(value) => value !== null && onChange({ drawCount: value })}
        />
      ) : null}
      <NumberBox
        label={t('questions.points')}
        value={entry.points}
        placeholder={content.type === 'question' ? String(content.questionPoints) : ''}
        max={1000}
        step="any"
        disabled={!canEdit}
        onChange={(points) => onChange({ points })}
      />
      {canEdit ? (
        <span className="flex">
          <IconButton
            size="small"
            aria-label={t('questions.up', { name })}
            disabled={first}
            icon={<ArrowUp aria-hidden className="size-4" />}
            onClick={() => onChange({ position: entry.position - 1 })}
          />
          <IconButton
            size="small"
            aria-label={t('questions.down', { name })}
            disabled={last}
            icon={<ArrowDown aria-hidden className="size-4" />}
            onClick={() => onChange({ position: entry.position + 1 })}
          />
          <IconButton
            size="small"
            aria-label={t('questions.remove', { name })}
            icon={<X aria-hidden className="size-4" />}
            onClick={() => onChange(null)}
          />
        </span>
      ) : null}
    </li>
  );
}

function NumberBox({
  label,
  value,
  placeholder,
  max,
  step = 1,
  disabled,
  onChange,
}: {
  label: string;
  value: number | null;
  placeholder?: string;
  max: number;
  step?: number | 'any';
  disabled: boolean;
  onChange: (value: number | null) => void;
}) {
  const id = useId();
  return (
    <span className="flex items-center gap-2 text-ink-soft text-sm">
      <label htmlFor={id}>{label}</label>
      <span className="w-20 shrink-0">
        <TextInput
          id={id}
          type="number"
          min={step === 1 ? 1 : 0.1}
          max={max}
          step={step}
          disabled={disabled}
          placeholder={placeholder}
          defaultValue={value ?? ''}
          key={value}
          onBlur={(event) => {
            const typed = event.target.value === '' ? null : event.target.valueAsNumber;
            if (event.target.validity.valid && typed !== value) onChange(typed);
          }}
        />
      </span>
    </span>
  );
}
