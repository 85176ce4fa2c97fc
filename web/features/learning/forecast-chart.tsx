import { useTranslation } from 'react-i18next';
import type { Progress } from '../../../contracts/learning.ts';
import { formatNumber, formatPercent } from '../../ui/format.ts';

/** Bars of the cards due, each with its numbers in words; a table for those who do not see it. */
export function ForecastChart({ days }: { days: Progress['forecast'] }) {
  const { t, i18n } = useTranslation('learning');
  const most = Math.max(1, ...days.map((day) => day.due));
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'narrow', timeZone: 'UTC' });
  const date = new Intl.DateTimeFormat(i18n.language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return (
    <>
      <div aria-hidden className="flex h-40 items-end gap-1.5">
        {days.map((day) => (
          <div
            key={day.date}
            className="flex h-full flex-1 flex-col items-center justify-end gap-1 text-ink-faint text-xs"
          >
            <span className="tabular-nums">{day.due > 0 ? formatNumber(day.due) : ''}</span>
            <span
              className="w-full rounded-t-sm bg-accent"
              style={{ height: `${(day.due / most) * 70}%`, minHeight: day.due > 0 ? 3 : 1 }}
            />
            <span>{weekday.format(new Date(`${day.date}T00:00:00Z`))}</span>
          </div>
        ))}
      </div>
      <table className="sr-only">
        <caption>{t('progress.forecast')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('progress.date')}</th>
            <th scope="col">{t('progress.due')}</th>
            <th scope="col">{t('progress.retention')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.date}>
              <th scope="row">{date.format(new Date(`${day.date}T00:00:00Z`))}</th>
              <td>{formatNumber(day.due)}</td>
              <td>{day.retention === null ? '–' : formatPercent(day.retention)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
