import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type EmptyStateProps = {
  icon?: ReactNode;
  title: ReactNode;
  /** What will stand here, and an example. */
  children?: ReactNode;
  /** The first thing to do. */
  action?: ReactNode;
  className?: string;
};

export function EmptyState({ icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div
      className={cx(
        'mx-auto grid max-w-md justify-items-center gap-3 py-12 text-center',
        className,
      )}
    >
      {icon ? (
        <span aria-hidden className="text-ink-faint [&_svg]:size-8 [&_svg]:stroke-[1.5]">
          {icon}
        </span>
      ) : null}
      <h2 className="font-semibold text-lg">{title}</h2>
      {children ? <div className="text-ink-soft text-ui">{children}</div> : null}
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
