import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** One key of the keyboard. */
export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      dir="ltr"
      className={cx(
        'inline-flex min-w-5 items-center justify-center rounded-[0.25rem] border border-line bg-sunken px-1 font-sans text-ink-soft text-xs',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
