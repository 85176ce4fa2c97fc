import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { getAiUsage } from '../../../contracts/ai.ts';
import { formatDate } from '../../ui/format.ts';
import { formatMoney } from './money.ts';

type Items = z.output<typeof getAiUsage.response>['items'];

const DAY_MS = 86_400_000;
const MOST_DAYS = 120;

/** Cost by day as bars, days without any included; the same as a table for those who do not see it. */
export function DayBars({ from, to, items }: { from: string; to: string; items: Items }) {
  const { t } = useTranslation('ai');
  const costs = new Map(items.map((item) => [item.key, item.costMicrousd]));
  const last = Date.parse(to);
  const first = Math.max(Date.parse(from), last - (MOST_DAYS - 1) * DAY_MS);
  const days: { date: string; cost: number }[] = [];
  for (let time = first; time <= last; time += DAY_MS) {
    const date = new Date(time).toISOString().slice(0, 10);
    days.push({ date, cost: costs.get(date) ?? 0 });
  }
  const most = Math.max(1, ...days.map(({ cost }) => cost));
  return (
    <figure className="grid gap-2">
      <div aria-hidden className="flex h-40 items-end gap-px border-line border-b">
        {days.map(({ date, cost }) => (
          <span
            key={date}
            title={`${formatDate(date)}: ${formatMoney(cost)}`}
            className="flex-1 rounded-t-sm bg-accent"
            style={{ height: `${(cost / most) * 100}%`, minHeight: cost > 0 ? 3 : 0 }}
          />
        ))}
      </div>
      <figcaption className="flex justify-between text-ink-faint text-sm">
        <span>{formatDate(days[0]?.date ?? from)}</span>
        <span>{t('cost.most', { cost: formatMoney(most === 1 ? 0 : most) })}</span>
        <span>{formatDate(to)}</span>
      </figcaption>
      <table className="sr-only">
        <caption>{t('cost.usage')}</caption>
        <tbody>
          {days
            .filter(({ cost }) => cost > 0)
            .map(({ date, cost }) => (
              <tr key={date}>
                <th scope="row">{formatDate(date)}</th>
                <td>{formatMoney(cost)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </figure>
  );
}
