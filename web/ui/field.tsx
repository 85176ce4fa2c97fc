import { type ComponentProps, createContext, type ReactNode, useContext, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';

type FieldContextValue = {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
};

const FieldContext = createContext<FieldContextValue | undefined>(undefined);

export type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong and how to mend it. */
  error?: ReactNode;
  required?: boolean;
  /** Marks a field that may stay empty among required ones. */
  optional?: boolean;
  hideLabel?: boolean;
  className?: string;
  /** One control of this folder: it takes its id and descriptions from the field. */
  children: ReactNode;
};

/** Label, hint and error around one control, tied together for assistive technology. */
export function Field({
  label,
  hint,
  error,
  required = false,
  optional = false,
  hideLabel = false,
  className,
  children,
}: FieldProps) {
  const { t } = useTranslation('common');
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [errorId, hintId].filter(Boolean).join(' ') || undefined;
  return (
    <FieldContext value={{ id, describedBy, invalid: Boolean(error), required }}>
      <div className={cx('grid content-start gap-1.5', className)}>
        <label htmlFor={id} className={hideLabel ? 'sr-only' : 'font-medium text-ui'}>
          {label}
          {optional ? (
            <span className="ms-1.5 font-normal text-ink-faint">({t('state.optional')})</span>
          ) : null}
        </label>
        {children}
        {hint ? (
          <p id={hintId} className="text-ink-faint text-sm">
            {hint}
          </p>
        ) : null}
        {error ? (
          <p id={errorId} className="text-negative text-sm" role="alert">
            {error}
          </p>
        ) : null}
      </div>
    </FieldContext>
  );
}

/** The attributes that tie a control to its `Field`; a control outside of one gets none. */
export function useFieldControl() {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
    required: field.required || undefined,
  };
}

const CONTROL = cx(
  'w-full rounded-control border border-line-strong bg-surface px-3 text-base text-ink transition-colors',
  'hover:border-ink-faint disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-faint',
  'focus-visible:outline-offset-0 aria-invalid:border-negative',
);

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input dir="auto" {...useFieldControl()} {...rest} className={cx(CONTROL, 'h-10', className)} />
  );
}

/** Grows with its text, from `rows` up to 60 % of the window. */
export function TextArea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      dir="auto"
      {...useFieldControl()}
      rows={rows}
      {...rest}
      className={cx(CONTROL, 'field-sizing-content max-h-[60vh] py-2 leading-relaxed', className)}
      style={{ minHeight: `calc(${rows}lh + 1rem + 2px)` }}
    />
  );
}

/** The device's own list: works on every phone, by every keyboard. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <select {...useFieldControl()} {...rest} className={cx(CONTROL, 'h-10 pe-2', className)}>
      {children}
    </select>
  );
}
