import { X } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useId } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';
import { useFrame } from './frame-context.ts';
import { useMedia } from './use-media.ts';

const Sheet = lazy(() => import('../ui/sheet.tsx').then((module) => ({ default: module.Sheet })));

export type SidePanelProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
};

/** Source, help or discussion beside the page; a sheet where there is no room beside. */
export function SidePanel({ open, onOpenChange, title, children }: SidePanelProps) {
  const { t } = useTranslation('frame');
  const { panelElement } = useFrame();
  const wide = useMedia('(min-width: 64rem)');
  const titleId = useId();
  if (!open) return null;
  if (!wide) {
    return (
      <Suspense fallback={null}>
        <Sheet open onOpenChange={onOpenChange} title={title}>
          {children}
        </Sheet>
      </Suspense>
    );
  }
  if (!panelElement) return null;
  return createPortal(
    <aside
      aria-labelledby={titleId}
      className="sticky top-0 flex h-dvh w-96 animate-enter flex-col border-line border-s bg-surface xl:w-112"
    >
      <div className="flex items-center justify-between gap-3 px-5 pt-4 pb-2">
        <h2 id={titleId} className="font-semibold text-lg">
          {title}
        </h2>
        <IconButton
          aria-label={t('panel.close')}
          icon={<X aria-hidden className="size-5" />}
          onClick={() => onOpenChange(false)}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-6">{children}</div>
    </aside>,
    panelElement,
  );
}
