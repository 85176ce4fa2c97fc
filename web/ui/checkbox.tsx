import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

export type CheckboxProps = Omit<ComponentProps<'input'>, 'type'> & {
  label: ReactNode;
  hint?: ReactNode;
  hideLabel?: boolean;
};

export function Checkbox({ label, hint, hideLabel = false, className, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className={cx('flex items-start gap-3', className)}>
      <input
        id={id}
        type="checkbox"
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...rest}
        className="mt-0.5 size-5 shrink-0 accent-accent"
      />
      <div className={hideLabel ? 'sr-only' : 'grid gap-0.5'}>
        <label htmlFor={rest.id ?? id} className="text-ui">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-ink-faint text-sm">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
