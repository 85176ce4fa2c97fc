import { useTranslation } from 'react-i18next';
import type { ItemStatistics } from '../../../contracts/statistics.ts';
import { formatPercent } from '../../ui/format.ts';

type Option = ItemStatistics['options'][number];

/** How strong and weak learners chose: the right option should be longer above, the wrong ones below. */
export function OptionBars({ options }: { options: readonly Option[] }) {
  const { t } = useTranslation('statistics');
  return (
    <figure className="grid gap-3">
      <figcaption className="font-medium text-ui">{t('options')}</figcaption>
      <ul className="grid gap-3">
        {options.map((option) => (
          <li key={option.text} className="grid gap-1 text-sm">
            <span className="flex justify-between gap-3">
              <span dir="auto" className={option.correct ? 'font-medium' : ''}>
                {option.correct ? `✓ ${option.text}` : option.text}
              </span>
              <span className="shrink-0 tabular-nums">
                {t('everybody')} {formatPercent(option.all)}
              </span>
            </span>
            <Bar label={t('upper')} share={option.upper} tone="bg-accent" />
            <Bar label={t('lower')} share={option.lower} tone="bg-line-strong" />
          </li>
        ))}
      </ul>
    </figure>
  );
}

function Bar({ label, share, tone }: { label: string; share: number | null; tone: string }) {
  if (share === null) return null;
  return (
    <span className="grid grid-cols-[7rem_1fr_2.5rem] items-center gap-2 text-ink-soft text-xs">
      <span className="truncate">{label}</span>
      <span className="h-2 overflow-hidden rounded-full bg-line">
        <span
          className={`block h-full rounded-full ${tone}`}
          style={{ width: formatWidth(share) }}
        />
      </span>
      <span className="text-end tabular-nums">{formatPercent(share)}</span>
    </span>
  );
}

const formatWidth = (share: number) => `${share * 100}%`;
