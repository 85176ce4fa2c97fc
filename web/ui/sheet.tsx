import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  children: ReactNode;
};

/** A side panel over the page: from the end edge on a desktop, from the bottom on a phone. */
export function Sheet({ open, onOpenChange, title, children }: SheetProps) {
  const { t } = useTranslation('common');
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 bottom-0 z-50 flex max-h-[85dvh] animate-slide-up flex-col rounded-t-panel bg-surface pb-[env(safe-area-inset-bottom)] shadow-float outline-none md:inset-y-0 md:start-auto md:end-0 md:max-h-none md:w-full md:max-w-md md:rounded-none rtl:md:animate-enter ltr:md:animate-slide-end"
        >
          <div className="flex items-center justify-between gap-4 px-5 pt-3 pb-1">
            <Primitive.Title className="font-semibold text-lg">{title}</Primitive.Title>
            <Primitive.Close
              aria-label={t('action.close')}
              className="-me-2 inline-flex size-10 shrink-0 items-center justify-center rounded-control text-ink-soft hover:bg-hover"
            >
              <X aria-hidden className="size-5" />
            </Primitive.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
