import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** A box with its own scroll bar, which the keyboard can reach and scroll. */
export function ScrollBox({
  label,
  dir,
  className,
  children,
}: {
  label: string;
  dir?: 'auto' | 'ltr';
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, and a section would be one landmark more
    <div
      role="group"
      aria-label={label}
      dir={dir}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without a tab stop some browsers scroll it by pointer alone
      tabIndex={0}
      className={cx('overflow-auto', className)}
    >
      {children}
    </div>
  );
}
