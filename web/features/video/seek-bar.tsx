import { useTranslation } from 'react-i18next';
import type { PlayerMilestone } from '../../../contracts/player.ts';
import type { Chapter } from '../../../contracts/video.ts';
import { cx } from '../../ui/cx.ts';
import { formatTimecode } from '../../ui/format.ts';

const COLOURS = { open: 'bg-caution', passed: 'bg-positive', exhausted: 'bg-negative' };

/** The time line: time runs from left to right in every language, as in every player. */
export function SeekBar({
  seconds,
  duration,
  milestones,
  chapters,
  onSeek,
}: {
  seconds: number;
  duration: number;
  milestones: readonly PlayerMilestone[];
  chapters: readonly Chapter[];
  onSeek: (seconds: number) => void;
}) {
  const { t } = useTranslation('video');
  const chapter = chapters.findLast(({ atSeconds }) => atSeconds <= seconds);
  const share = (at: number) => `${duration > 0 ? (Math.min(at, duration) / duration) * 100 : 0}%`;
  return (
    <div dir="ltr" className="relative">
      <input
        type="range"
        min={0}
        max={Math.max(1, Math.floor(duration))}
        step={1}
        value={Math.floor(seconds)}
        aria-label={t('seek')}
        aria-valuetext={[
          t('timeOf', { time: formatTimecode(seconds), total: formatTimecode(duration) }),
          ...(chapter ? [chapter.title] : []),
        ].join(', ')}
        className="block h-8 w-full cursor-pointer accent-accent"
        onChange={(event) => onSeek(event.target.valueAsNumber)}
      />
      <span aria-hidden className="pointer-events-none absolute inset-x-2 top-0 h-2">
        {chapters.map(({ atSeconds }) => (
          <span
            key={atSeconds}
            className="absolute h-2 w-px bg-line-strong"
            style={{ left: share(atSeconds) }}
          />
        ))}
        {milestones.map((one) => (
          <span
            key={one.id}
            title={one.title}
            className={cx(
              'absolute size-2.5 -translate-x-1/2',
              one.isRequired ? 'rotate-45' : 'rounded-full',
              COLOURS[one.state],
            )}
            style={{ left: share(one.atSeconds) }}
          />
        ))}
      </span>
      {chapter ? (
        <p dir="auto" className="truncate text-ink-soft text-sm">
          {chapter.title}
        </p>
      ) : null}
    </div>
  );
}
