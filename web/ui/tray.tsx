import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { cx } from './cx.ts';

export type TrayProps = {
  /** The one line that stays when it is closed. */
  summary: ReactNode;
  /** For screen readers: the region's name, and what the button does. */
  labels: { title: string; show: string; hide: string };
  defaultOpen?: boolean;
  children: ReactNode;
};

/** A small panel at the foot of every page for work that goes on in the background. */
export function Tray({ summary, labels, defaultOpen = false, children }: TrayProps) {
  const [open, setOpen] = useState(defaultOpen);
  const id = useId();
  const Chevron = open ? ChevronDown : ChevronUp;
  return (
    <section
      aria-label={labels.title}
      className="fixed inset-x-3 bottom-[calc(4.25rem+env(safe-area-inset-bottom))] z-30 overflow-hidden rounded-panel border border-line bg-surface shadow-float md:inset-x-auto md:end-6 md:bottom-6 md:w-88"
    >
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 w-full items-center justify-between gap-3 px-4 text-start text-ui focus-visible:-outline-offset-2"
      >
        <span className="min-w-0 flex-1">{summary}</span>
        <span className="sr-only">{open ? labels.hide : labels.show}</span>
        <Chevron aria-hidden className="size-4 shrink-0 text-ink-faint" />
      </button>
      <div
        id={id}
        hidden={!open}
        className={cx('max-h-72 overflow-y-auto border-line border-t', open && 'animate-enter')}
      >
        {children}
      </div>
    </section>
  );
}
