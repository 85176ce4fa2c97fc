import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import { cx } from './cx.ts';

const LOOKS: Record<Tone, string> = {
  neutral: 'bg-sunken',
  accent: 'bg-accent-tint',
  positive: 'bg-positive-tint',
  caution: 'bg-caution-tint',
  negative: 'bg-negative-tint',
};

const TITLES: Record<Tone, string> = {
  neutral: 'text-ink',
  accent: 'text-accent',
  positive: 'text-positive',
  caution: 'text-caution',
  negative: 'text-negative',
};

/** A note that stands out of the text: a result, a warning, a lint. */
export function Callout({
  tone = 'neutral',
  title,
  live = false,
  className,
  children,
}: {
  tone?: Tone;
  title?: ReactNode;
  /** Speaks when it appears. */
  live?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <div
      role={live ? 'status' : undefined}
      className={cx('grid gap-1 rounded-control px-4 py-3 text-ui', LOOKS[tone], className)}
    >
      {title ? <p className={cx('font-semibold', TITLES[tone])}>{title}</p> : null}
      {children ? <div>{children}</div> : null}
    </div>
  );
}
