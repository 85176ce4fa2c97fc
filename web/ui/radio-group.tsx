import { Check, X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';

export type RadioOption<Value extends string> = {
  value: Value;
  label: ReactNode;
  hint?: ReactNode;
  /** After an answer: how this option turned out. */
  verdict?: 'right' | 'wrong';
  disabled?: boolean;
};

export type RadioGroupProps<Value extends string> = {
  legend: ReactNode;
  hideLegend?: boolean;
  options: readonly RadioOption<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  /** Shows 1-9 before the options, for pages that choose by number. */
  numbered?: boolean;
  disabled?: boolean;
  className?: string;
};

/** Large options for a thumb, one of which is chosen. Native radios: arrow keys work as expected. */
export function RadioGroup<Value extends string>({
  legend,
  hideLegend = false,
  options,
  value,
  onChange,
  numbered = false,
  disabled = false,
  className,
}: RadioGroupProps<Value>) {
  const name = useId();
  return (
    <fieldset className={cx('min-w-0', className)} disabled={disabled}>
      <legend className={hideLegend ? 'sr-only' : 'mb-2 font-medium text-ui'}>{legend}</legend>
      <div className="grid gap-2">
        {options.map((option, index) => (
          <label
            key={option.value}
            className={cx(
              'flex min-h-12 items-start gap-3 rounded-control border px-4 py-3 transition-colors',
              'has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
              optionLook(option.verdict, option.value === value),
              disabled || option.disabled ? 'cursor-default' : 'cursor-pointer',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
              className="mt-1 size-4 shrink-0 accent-accent outline-none"
            />
            <span className="grid min-w-0 flex-1 gap-0.5">
              <span dir="auto">{option.label}</span>
              {option.hint ? <span className="text-ink-soft text-sm">{option.hint}</span> : null}
            </span>
            {option.verdict ? <Verdict verdict={option.verdict} /> : null}
            {numbered && !option.verdict && index < 9 ? (
              <span aria-hidden className="mt-0.5 hidden text-ink-faint text-sm pointer-fine:block">
                {index + 1}
              </span>
            ) : null}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The colour alone would not reach everybody. */
function Verdict({ verdict }: { verdict: 'right' | 'wrong' }) {
  const { t } = useTranslation('common');
  const Icon = verdict === 'right' ? Check : X;
  return (
    <span
      className={cx(
        'mt-0.5 inline-flex items-center gap-1 text-sm',
        verdict === 'right' ? 'text-positive' : 'text-negative',
      )}
    >
      <Icon aria-hidden className="size-4" />
      {t(`verdict.${verdict}`)}
    </span>
  );
}

function optionLook(verdict: 'right' | 'wrong' | undefined, chosen: boolean): string {
  if (verdict === 'right') return 'border-positive bg-positive-tint';
  if (verdict === 'wrong') return 'border-negative bg-negative-tint';
  if (chosen) return 'border-accent bg-accent-tint';
  return 'border-line-strong/60 bg-surface hover:bg-hover';
}
