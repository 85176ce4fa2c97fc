import { Check, CloudOff, Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../ui/cx.ts';
import { formatTimecode } from '../../ui/format.ts';
import { Spinner } from '../../ui/spinner.tsx';
import type { ServerClock } from './server-clock.ts';
import type { SaveState } from './use-answers.ts';
import { useCountdown } from './use-countdown.ts';

/** Seconds before the end at which the time is spoken. */
const WARNINGS = [300, 60];

/** Always in view: the time that is left, and whether everything is saved. */
export function AttemptBar({
  clock,
  deadlineAt,
  state,
  onEnd,
}: {
  clock: ServerClock;
  deadlineAt: string | null;
  state: SaveState;
  onEnd: () => void;
}) {
  const { t } = useTranslation('assessment');
  const seconds = useCountdown(clock, deadlineAt, onEnd);
  // The words stay the same for a while, so that they are spoken once.
  const warning = seconds === null ? undefined : WARNINGS.findLast((at) => seconds <= at);
  return (
    <div className="sticky top-0 z-10 -mx-1 flex min-h-11 items-center justify-between gap-4 border-line border-b bg-canvas px-1 py-2">
      {seconds === null ? (
        <span />
      ) : (
        <p
          className={cx(
            'flex items-center gap-2 font-medium tabular-nums',
            seconds <= 60 ? 'text-negative' : seconds <= 300 ? 'text-caution' : 'text-ink',
          )}
        >
          <Timer aria-hidden className="size-5" />
          <span className="sr-only">{t('attempt.timeLeft')}</span>
          <span role="timer">{formatTimecode(seconds)}</span>
        </p>
      )}
      <p className="flex items-center gap-2 text-ink-soft text-sm" role="status">
        {state === 'saving' ? <Spinner /> : null}
        {state === 'saved' ? <Check aria-hidden className="size-4 text-positive" /> : null}
        {state === 'offline' || state === 'refused' ? (
          <CloudOff aria-hidden className="size-4 text-caution" />
        ) : null}
        {t(`save.${state}`)}
      </p>
      <p className="sr-only" aria-live="polite">
        {warning === undefined ? '' : t('attempt.warning', { count: warning / 60 })}
      </p>
    </div>
  );
}
