import { useTranslation } from 'react-i18next';
import type { Progress } from '../../../contracts/learning.ts';
import { formatNumber } from '../../ui/format.ts';

const SHADES = ['bg-sunken', 'bg-accent/30', 'bg-accent/55', 'bg-accent/80', 'bg-accent'];

/** A column a week; the shade grows with the answers of the day. */
export function ActivityCalendar({ days }: { days: Progress['activity'] }) {
  const { t, i18n } = useTranslation('learning');
  const most = Math.max(1, ...days.map((day) => day.answers));
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' });
  const first = days[0] ? new Date(`${days[0].date}T00:00:00Z`).getUTCDay() : 0;
  return (
    <ul className="grid w-fit grid-flow-col grid-rows-7 gap-1">
      {days.map((day, index) => {
        const label = t('progress.dayAnswers', {
          date: format.format(new Date(`${day.date}T00:00:00Z`)),
          n: formatNumber(day.answers),
        });
        const shade = day.answers === 0 ? 0 : Math.min(4, Math.ceil((day.answers / most) * 4));
        return (
          <li
            key={day.date}
            title={label}
            className={`size-4 rounded-sm border border-line ${SHADES[shade]}`}
            style={index === 0 ? { gridRowStart: first + 1 } : undefined}
          >
            <span className="sr-only">{label}</span>
          </li>
        );
      })}
    </ul>
  );
}
