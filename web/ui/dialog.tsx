import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One sentence below the title. */
  description?: ReactNode;
  /** Buttons at the end; on a phone they take the whole width. */
  footer?: ReactNode;
  size?: 'small' | 'medium' | 'large';
  children?: ReactNode;
};

const WIDTHS = { small: 'md:max-w-sm', medium: 'md:max-w-lg', large: 'md:max-w-3xl' };

/** A question or a short task over the page; rises from the bottom edge on a phone. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  size = 'medium',
  children,
}: DialogProps) {
  const { t } = useTranslation('common');
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cx(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[90dvh] flex-col rounded-t-panel bg-surface shadow-float outline-none',
            'animate-slide-up md:inset-0 md:m-auto md:h-fit md:animate-enter md:rounded-panel',
            WIDTHS[size],
          )}
        >
          <div className="px-5 pt-4 pb-2 pe-14">
            <div className="grid gap-1 pt-1">
              <Primitive.Title className="font-semibold text-lg">{title}</Primitive.Title>
              {description ? (
                <Primitive.Description className="text-ink-soft text-ui">
                  {description}
                </Primitive.Description>
              ) : null}
            </div>
          </div>
          {children ? <div className="min-h-0 overflow-y-auto px-5 py-2">{children}</div> : null}
          {footer ? (
            <div className="flex flex-col-reverse gap-2 px-5 pt-3 pb-5 md:flex-row md:justify-end">
              {footer}
            </div>
          ) : (
            <div className="pb-4" />
          )}
          {/* Last, so that the first field or button has the focus when it opens. */}
          <Primitive.Close
            aria-label={t('action.close')}
            className="absolute end-3 top-3 inline-flex size-10 shrink-0 items-center justify-center rounded-control text-ink-soft hover:bg-hover"
          >
            <X aria-hidden className="size-5" />
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
