import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import { formatNumber } from './format.ts';

/** Mastery, 0-100, as a bar with its number. The number carries the meaning; colour only repeats it. */
export function Meter({
  value,
  label,
  className,
}: {
  value: number;
  /** What is measured; "Mastery n of 100" where it is not given. */
  label?: string;
  className?: string;
}) {
  const { t } = useTranslation('common');
  const level = Math.round(Math.min(100, Math.max(0, value)));
  const tone = level >= 80 ? 'bg-positive' : level >= 50 ? 'bg-accent' : 'bg-caution';
  return (
    <div className={cx('flex items-center gap-2.5', className)}>
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn alike in all browsers */}
      <div
        role="meter"
        aria-label={label ?? t('mastery', { value: level })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={level}
        className="h-1.5 min-w-16 flex-1 overflow-hidden rounded-full bg-line"
      >
        <div className={cx('h-full rounded-full', tone)} style={{ width: `${level}%` }} />
      </div>
      <span aria-hidden className="min-w-7 text-end text-ink-soft text-sm tabular-nums">
        {formatNumber(level)}
      </span>
    </div>
  );
}
