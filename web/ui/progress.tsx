import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { formatPercent } from './format.ts';

export type ProgressProps = {
  /** 0-1; `null` while the end is not known. */
  value: number | null;
  /** What is going on: shown above the bar, or spoken only with `hideLabel`. */
  label: string;
  hideLabel?: boolean;
  /** At the end of the label's line; the percentage where it is not given. */
  detail?: ReactNode;
  thin?: boolean;
  className?: string;
};

export function Progress({
  value,
  label,
  hideLabel = false,
  detail,
  thin = false,
  className,
}: ProgressProps) {
  const share = value === null ? null : Math.min(1, Math.max(0, value));
  return (
    <div className={cx('grid gap-1.5', className)}>
      {hideLabel ? null : (
        <div className="flex items-baseline justify-between gap-3 text-sm">
          <span className="truncate text-ink-soft">{label}</span>
          <span className="shrink-0 text-ink-faint tabular-nums">
            {detail ?? (share === null ? null : formatPercent(share))}
          </span>
        </div>
      )}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
        className={cx(
          'relative w-full overflow-hidden rounded-full bg-line',
          thin ? 'h-1' : 'h-1.5',
        )}
      >
        {share === null ? (
          <span className="absolute inset-y-0 start-0 w-2/5 animate-sweep rounded-full bg-accent" />
        ) : (
          <span
            className="absolute inset-y-0 start-0 rounded-full bg-accent transition-[width]"
            style={{ width: `${share * 100}%` }}
          />
        )}
      </div>
    </div>
  );
}
