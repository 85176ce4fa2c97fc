import { X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import { currentToasts, dismissToast, subscribeToasts, type Toast } from './toast-store.ts';

/** Stands once in the frame. Polite to screen readers; waits while the pointer or focus is on it. */
export function ToastRegion() {
  const { t } = useTranslation('common');
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts);
  return (
    <section
      aria-label={t('notifications')}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-[calc(4.5rem+env(safe-area-inset-bottom))] z-50 grid justify-items-center gap-2 md:inset-x-auto md:end-6 md:bottom-6 md:justify-items-end"
    >
      {toasts.map((toast) => (
        <ToastView key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastView({ toast }: { toast: Toast }) {
  const { t } = useTranslation('common');
  const [held, setHeld] = useState(false);
  const stays = toast.tone === 'negative' && toast.duration === undefined;
  const duration = toast.duration ?? (toast.action ? 8_000 : 5_000);
  useEffect(() => {
    if (held || stays) return;
    const timer = setTimeout(() => dismissToast(toast.id), duration);
    return () => clearTimeout(timer);
  }, [held, stays, duration, toast.id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the handlers only hold the timer
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className={cx(
        'pointer-events-auto flex w-full max-w-md animate-enter items-center gap-3 rounded-control border bg-surface py-2 ps-4 pe-2 text-ui shadow-float md:w-auto md:min-w-72',
        toast.tone === 'negative' ? 'border-negative' : 'border-line',
      )}
    >
      {toast.tone && toast.tone !== 'neutral' ? (
        <span
          aria-hidden
          className={cx(
            'size-2 shrink-0 rounded-full',
            toast.tone === 'positive' ? 'bg-positive' : 'bg-negative',
          )}
        />
      ) : null}
      <span className="min-w-0 flex-1 py-1">{toast.message}</span>
      {toast.action ? (
        <button
          type="button"
          className="min-h-8 rounded-control px-2.5 font-medium text-accent hover:bg-hover"
          onClick={() => {
            toast.action?.run();
            dismissToast(toast.id);
          }}
        >
          {toast.action.label}
        </button>
      ) : null}
      <button
        type="button"
        aria-label={t('action.dismiss')}
        className="inline-flex size-8 items-center justify-center rounded-control text-ink-faint hover:bg-hover"
        onClick={() => dismissToast(toast.id)}
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}
