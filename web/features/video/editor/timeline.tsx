import { type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Milestone } from '../../../../contracts/milestones.ts';
import { cx } from '../../../ui/cx.ts';
import { formatTimecode } from '../../../ui/format.ts';

/** Keys that follow each other within this time are one move. */
const KEYS_MS = 400;

/**
 * Milestones along the video. A mark is dragged, or moved by the arrow keys: a second a key, ten
 * with Shift. Time runs from left to right in every language, as in every player.
 */
export function Timeline({
  duration,
  seconds,
  milestones,
  canEdit,
  onSeek,
  onOpen,
  onMove,
}: {
  /** 0 where it is not known. */
  duration: number;
  seconds: number;
  milestones: readonly Milestone[];
  canEdit: boolean;
  onSeek: (seconds: number) => void;
  onOpen: (milestone: Milestone) => void;
  onMove: (milestone: Milestone, atSeconds: number) => void;
}) {
  const { t } = useTranslation('filming');
  const bar = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<{ id: string; at: number; moved: boolean } | null>(null);
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (duration <= 0) return null;
  const share = (at: number) => `${(Math.min(at, duration) / duration) * 100}%`;
  const clamp = (at: number) => Math.min(duration, Math.max(0, Math.round(at)));
  const secondsAt = (event: PointerEvent) => {
    const box = bar.current?.getBoundingClientRect();
    return box ? clamp(((event.clientX - box.left) / box.width) * duration) : 0;
  };
  return (
    <div className="grid gap-1">
      <div
        ref={bar}
        dir="ltr"
        className="relative h-14 cursor-pointer rounded-control border border-line bg-sunken"
        onPointerDown={(event) => {
          if (event.target === event.currentTarget) onSeek(secondsAt(event));
        }}
      >
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 w-0.5 bg-accent"
          style={{ left: share(seconds) }}
        />
        {milestones.map((one) => {
          const at = dragged?.id === one.id ? dragged.at : one.atSeconds;
          return (
            <button
              key={one.id}
              type="button"
              title={one.title}
              aria-label={t('timeline.mark', { title: one.title, time: formatTimecode(at) })}
              aria-description={canEdit ? t('timeline.keys') : undefined}
              className={cx(
                'absolute top-1/2 grid size-6 -translate-x-1/2 -translate-y-1/2 touch-none place-items-center border-2 border-surface',
                one.isRequired ? 'rotate-45 rounded-sm' : 'rounded-full',
                one.status === 'active' ? 'bg-accent' : 'bg-line-strong',
                canEdit && 'cursor-grab active:cursor-grabbing',
              )}
              style={{ left: share(at) }}
              onPointerDown={(event) => {
                if (!canEdit) return;
                event.currentTarget.setPointerCapture(event.pointerId);
                setDragged({ id: one.id, at: one.atSeconds, moved: false });
              }}
              onPointerMove={(event) => {
                if (dragged?.id !== one.id) return;
                const to = secondsAt(event);
                if (to !== dragged.at) setDragged({ id: one.id, at: to, moved: true });
              }}
              onPointerUp={() => {
                if (dragged?.moved && dragged.at !== one.atSeconds) onMove(one, dragged.at);
              }}
              onPointerCancel={() => setDragged(null)}
              onClick={() => {
                const moved = dragged?.moved ?? false;
                setDragged(null);
                if (!moved) onOpen(one);
              }}
              onKeyDown={(event) => {
                const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
                if (!canEdit || step === undefined) return;
                event.preventDefault();
                const to = clamp(at + step * (event.shiftKey ? 10 : 1));
                if (to === at) return;
                setDragged({ id: one.id, at: to, moved: false });
                onSeek(to);
                setSaid(t('timeline.moved', { time: formatTimecode(to) }));
                clearTimeout(timer.current);
                timer.current = setTimeout(() => {
                  setDragged(null);
                  if (to !== one.atSeconds) onMove(one, to);
                }, KEYS_MS);
              }}
            />
          );
        })}
      </div>
      <p dir="ltr" className="flex justify-between text-ink-faint text-sm tabular-nums">
        <span>{formatTimecode(0)}</span>
        <span>{formatTimecode(duration)}</span>
      </p>
      <p className="sr-only" aria-live="polite">
        {said}
      </p>
    </div>
  );
}
