import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Tooltip } from './tooltip.tsx';

export type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & {
  /** What it does, in words: spoken, and shown as the tooltip. */
  'aria-label': string;
  icon: ReactNode;
  size?: 'small' | 'medium';
  pressed?: boolean;
  /** A key that does the same, shown in the tooltip. */
  hotkey?: string;
};

export function IconButton({
  icon,
  size = 'medium',
  pressed,
  hotkey,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={rest['aria-label']} hotkey={hotkey}>
      <button
        type="button"
        aria-pressed={pressed}
        {...rest}
        className={cx(
          'inline-flex shrink-0 items-center justify-center rounded-control text-ink-soft transition-colors',
          'hover:bg-hover hover:text-ink disabled:cursor-not-allowed disabled:opacity-55',
          'aria-pressed:bg-accent-tint aria-pressed:text-accent',
          size === 'small' ? 'size-8' : 'size-10',
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
