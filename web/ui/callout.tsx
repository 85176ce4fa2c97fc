import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import { cx } from './cx.ts';

const LOOKS: Record<Tone, string> = {
  neutral: 'border-line-strong bg-sunken',
  accent: 'border-accent bg-accent-tint',
  positive: 'border-positive bg-positive-tint',
  caution: 'border-caution bg-caution-tint',
  negative: 'border-negative bg-negative-tint',
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
      className={cx('grid gap-1 rounded-control border-s-3 px-4 py-3 text-ui', LOOKS[tone], className)}
    >
      {title ? <p className="font-semibold">{title}</p> : null}
      {children ? <div>{children}</div> : null}
    </div>
  );
}
