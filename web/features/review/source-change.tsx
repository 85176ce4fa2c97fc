import { useTranslation } from 'react-i18next';
import type { Item } from '../../../contracts/items.ts';
import { Callout } from '../../ui/callout.tsx';
import { formatNumber } from '../../ui/format.ts';
import { TextDiff } from '../../ui/text-diff.tsx';

/** What a new version of the source did to the spans that an item rests on. */
export function SourceChange({ stale }: { stale: NonNullable<Item['stale']> }) {
  const { t } = useTranslation('review');
  return (
    <div className="grid gap-4">
      <Callout tone="caution" title={t('stale.title')}>
        {t('stale.text', { version: formatNumber(stale.version) })}
      </Callout>
      {stale.spans.map((span) => (
        <div key={span.oldQuote} className="grid gap-2 border-line border-s-2 ps-4 text-ui">
          {span.newQuote === null ? (
            <>
              <p className="text-ink-soft text-sm">{t('stale.gone')}</p>
              <p dir="auto" className="line-through decoration-negative">
                {span.oldQuote}
              </p>
            </>
          ) : (
            <TextDiff before={span.oldQuote} after={span.newQuote} />
          )}
        </div>
      ))}
    </div>
  );
}
