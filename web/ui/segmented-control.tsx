import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

export type Segment<Value extends string> = { value: Value; label: ReactNode; icon?: ReactNode };

export type SegmentedControlProps<Value extends string> = {
  legend: string;
  showLegend?: boolean;
  segments: readonly Segment<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  size?: 'small' | 'large';
  /** Takes the whole width in equal parts. */
  wide?: boolean;
  disabled?: boolean;
  className?: string;
};

/** Two to four short choices side by side: a view, a confidence. */
export function SegmentedControl<Value extends string>({
  legend,
  showLegend = false,
  segments,
  value,
  onChange,
  size = 'small',
  wide = false,
  disabled = false,
  className,
}: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset className={cx('min-w-0', className)} disabled={disabled}>
      <legend className={showLegend ? 'mb-1.5 font-medium text-ui' : 'sr-only'}>{legend}</legend>
      <div
        className={cx(
          'gap-1 rounded-control border border-line bg-sunken p-1',
          wide ? 'grid auto-cols-fr grid-flow-col' : 'inline-flex max-w-full flex-wrap',
        )}
      >
        {segments.map((segment) => (
          <label
            key={segment.value}
            className={cx(
              'relative flex cursor-pointer items-center justify-center gap-1.5 rounded-[0.375rem] border px-3 text-center text-ui transition-colors',
              'has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
              'has-disabled:cursor-not-allowed has-disabled:opacity-55',
              size === 'large' ? 'min-h-12' : 'min-h-8',
              segment.value === value
                ? 'border-line-strong/50 bg-surface font-medium text-accent'
                : 'border-transparent text-ink-soft hover:text-ink',
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={segment.value === value}
              onChange={() => onChange(segment.value)}
            />
            {segment.icon}
            {segment.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
