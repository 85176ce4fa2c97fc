import { cx } from './cx.ts';

/** Shows after 300 ms only: shorter waits look faster without it. */
export function Spinner({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cx(
        'inline-block size-4 animate-spin rounded-full border-2 border-current border-e-transparent',
        className,
      )}
      style={{ animationDelay: '300ms' }}
    />
  );
}
