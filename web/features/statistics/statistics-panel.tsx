import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getItemStatistics, type ItemStatistics } from '../../../contracts/statistics.ts';
import { api } from '../../api/client.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDuration, formatNumber, formatPercent } from '../../ui/format.ts';
import { SkeletonText } from '../../ui/skeleton.tsx';
import { OptionBars } from './option-bars.tsx';

/** How well a question tells, in words: Ebel, R. L. (1965), Measuring Educational Achievement. */
function wordOf(discrimination: number) {
  if (discrimination >= 0.4) return 'very';
  if (discrimination >= 0.3) return 'well';
  if (discrimination >= 0.2) return 'little';
  return discrimination >= 0 ? 'hardly' : 'backwards';
}

const seconds = (ms: number) => formatDuration(ms / 1000);

/** What the answers tell of the present wording of a question. */
export function StatisticsPanel({ itemId }: { itemId: string }) {
  const { t } = useTranslation('statistics');
  const statistics = useQuery({
    queryKey: ['statistics', itemId],
    queryFn: ({ signal }) => api(getItemStatistics, { params: { id: itemId }, signal }),
  });
  if (statistics.error) return <ErrorState compact error={statistics.error} />;
  if (!statistics.data) return <SkeletonText lines={4} />;
  const present = statistics.data.versions.find(({ current }) => current);
  if (!present) return <p className="text-ink-soft text-ui">{t('none')}</p>;
  return (
    <div className="grid gap-4">
      <Figures statistics={present} />
      {present.options.length > 0 ? <OptionBars options={present.options} /> : null}
    </div>
  );
}

function Figures({ statistics }: { statistics: ItemStatistics }) {
  const { t } = useTranslation('statistics');
  const { facility, discrimination, time } = statistics;
  const figures = [
    [t('right'), facility === null ? '' : formatPercent(facility)],
    [
      t('telling'),
      discrimination === null
        ? ''
        : `${t(`word.${wordOf(discrimination)}`)} (${formatNumber(Math.round(discrimination * 100) / 100)})`,
    ],
    [
      t('time'),
      time === null
        ? ''
        : t('timeValue', {
            median: seconds(time.median),
            lower: seconds(time.lower),
            upper: seconds(time.upper),
          }),
    ],
    [t('skips'), statistics.skips === 0 ? '' : formatNumber(statistics.skips)],
    [t('hinted'), statistics.hinted === 0 ? '' : formatNumber(statistics.hinted)],
  ] as const;
  return (
    <div className="grid gap-2">
      <p className="text-ink-soft text-sm">
        {[
          t('counted', { count: statistics.learners }),
          t('all', { n: formatNumber(statistics.answers) }),
        ].join(' · ')}
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-ui">
        {figures.map(([name, value]) =>
          value === '' ? null : (
            <div key={name} className="contents">
              <dt className="text-ink-soft">{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
}
