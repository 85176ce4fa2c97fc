import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type Tone = 'neutral' | 'accent' | 'positive' | 'caution' | 'negative';

const BADGES: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-soft border-line',
  accent: 'bg-accent-tint text-accent border-transparent',
  positive: 'bg-positive-tint text-positive border-transparent',
  caution: 'bg-caution-tint text-caution border-transparent',
  negative: 'bg-negative-tint text-negative border-transparent',
};

const DOTS: Record<Tone, string> = {
  neutral: 'bg-line-strong',
  accent: 'bg-accent',
  positive: 'bg-positive',
  caution: 'bg-caution',
  negative: 'bg-negative',
};

export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1 whitespace-nowrap rounded-full border px-2 py-px text-sm',
        BADGES[tone],
      )}
    >
      {children}
    </span>
  );
}

/** A state in words with a dot of its colour; `busy` lets the dot breathe. */
export function StatusDot({
  tone = 'neutral',
  busy = false,
  children,
}: {
  tone?: Tone;
  busy?: boolean;
  children: ReactNode;
}) {
  return (
    <span className="inline-flex items-center gap-2 text-ink-soft text-sm">
      <span
        aria-hidden
        className={cx('size-2 shrink-0 rounded-full', DOTS[tone], busy && 'animate-pulse')}
      />
      {children}
    </span>
  );
}
