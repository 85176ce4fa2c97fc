import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { getProvenance, type Provenance } from '../../../contracts/provenance.ts';
import { api } from '../../api/client.ts';
import { Badge } from '../../ui/badge.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDateTime, formatNumber, formatPercent } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { SkeletonText } from '../../ui/skeleton.tsx';
import { StatisticsPanel } from '../statistics/statistics-panel.tsx';

const MICRO = 1e6;

const nameOf = ({ content }: Provenance['item']): string =>
  'title' in content ? content.title : 'front' in content ? content.front : content.stem;

/** The way of an item from its source to its use, one station below the other. */
export function ProvenancePage() {
  const { t } = useTranslation(['provenance', 'statistics']);
  const { itemId } = useParams({ from: '/app/items/$itemId/provenance' });
  const provenance = useQuery({
    queryKey: ['provenance', itemId],
    queryFn: ({ signal }) => api(getProvenance, { params: { id: itemId }, signal }),
  });
  if (provenance.error)
    return (
      <ErrorState wholePage error={provenance.error} onRetry={() => void provenance.refetch()} />
    );
  if (!provenance.data) return <SkeletonText lines={10} />;
  const { item, passages, generation, reviews, versions, use } = provenance.data;
  const [first] = item.sources;
  return (
    <div className="grid max-w-3xl gap-6">
      <PageHeader
        title={t('title')}
        actions={
          <Link
            to="/materials/$materialId"
            params={{ materialId: item.materialId }}
            search={first ? { chunk: first.chunkId, start: first.start, end: first.end } : {}}
            className={buttonClass()}
          >
            {t('open')}
          </Link>
        }
      >
        {nameOf(item)}
      </PageHeader>
      <ol className="grid">
        <Station title={t('source.title')}>
          {passages.map((passage) => (
            <figure key={`${passage.chunkId} ${passage.quote}`} className="grid gap-1">
              <blockquote dir="auto" className="prose-measure border-accent border-s-2 ps-4">
                {passage.quote}
              </blockquote>
              <figcaption className="text-ink-soft text-sm">
                {[
                  item.materialTitle,
                  t('source.version', { n: formatNumber(passage.version) }),
                  passage.current ? null : t('source.old'),
                  passage.headingPath.at(-1),
                  passage.page === null
                    ? null
                    : t('source.page', { n: formatNumber(passage.page) }),
                  t('source.passage', { n: formatNumber(passage.position + 1) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </figcaption>
            </figure>
          ))}
        </Station>
        <Station title={t('made.title')}>
          {generation === null ? (
            <p>{t('made.byPerson')}</p>
          ) : (
            <>
              <p>
                {t('made.by', {
                  engine: generation.engine === 'builtin' ? t('made.builtin') : generation.model,
                  when: formatDateTime(generation.createdAt),
                })}
              </p>
              <Facts
                facts={[
                  [t('made.model'), generation.model],
                  [t('made.prompt'), generation.promptVersion],
                  [
                    t('made.params'),
                    Object.entries(generation.params)
                      .map(([name, value]) => `${name} ${String(value)}`)
                      .join(', '),
                  ],
                  [
                    t('made.tokens'),
                    generation.tokensIn + generation.tokensOut === 0
                      ? ''
                      : `${formatNumber(generation.tokensIn)} / ${formatNumber(generation.tokensOut)}`,
                  ],
                  [
                    t('made.cost'),
                    generation.costMicrousd === 0
                      ? ''
                      : `$${formatNumber(generation.costMicrousd / MICRO)}`,
                  ],
                  [
                    t('made.run'),
                    t('made.counts', {
                      made: formatNumber(generation.itemsMade),
                      dropped: formatNumber(generation.itemsDropped),
                    }),
                  ],
                ]}
              />
            </>
          )}
        </Station>
        <Station title={t('reviews.title')}>
          {reviews.length === 0 ? <p>{t('reviews.none')}</p> : null}
          <ul className="grid gap-2">
            {reviews.map((review) => (
              <li key={review.id} className="grid gap-0.5">
                <span className={review.undoneAt === null ? '' : 'line-through'}>
                  {t(`reviews.${review.decision}`, { name: review.reviewerName })}
                  {review.reason ? `: ${review.reason}` : ''}
                </span>
                <span className="text-ink-soft text-sm">
                  {formatDateTime(review.createdAt)}
                  {review.undoneAt === null ? '' : ` · ${t('reviews.undone')}`}
                </span>
              </li>
            ))}
          </ul>
        </Station>
        {versions.length > 0 ? (
          <Station title={t('versions.title')}>
            <ul className="grid gap-2">
              {versions.map((version) => (
                <li key={version.version} className="grid gap-0.5">
                  <span dir="auto">
                    {version.stem}{' '}
                    {version.current ? (
                      <Badge tone="positive">{t('versions.current')}</Badge>
                    ) : null}
                  </span>
                  <span className="text-ink-soft text-sm">
                    {[
                      t('versions.number', { n: formatNumber(version.version) }),
                      version.createdByName,
                      formatDateTime(version.createdAt),
                      t('versions.answers', { count: version.answers }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </li>
              ))}
            </ul>
          </Station>
        ) : null}
        <Station title={t('use.title')}>
          {use.answers === 0 ? (
            <p>{t('use.none')}</p>
          ) : (
            <Facts
              facts={[
                [t('use.answers'), formatNumber(use.answers)],
                [t('use.learners'), formatNumber(use.learners)],
                [t('use.facility'), use.facility === null ? '' : formatPercent(use.facility)],
                [t('use.first'), use.firstAt === null ? '' : formatDateTime(use.firstAt)],
                [t('use.last'), use.lastAt === null ? '' : formatDateTime(use.lastAt)],
              ]}
            />
          )}
        </Station>
        {item.type === 'question' && use.answers > 0 ? (
          <Station title={t('statistics:title')}>
            <StatisticsPanel itemId={item.id} />
          </Station>
        ) : null}
      </ol>
    </div>
  );
}

/** One station of the way, joined to the next by a line. */
function Station({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className="relative grid gap-3 border-line border-s-2 ps-6 pb-8 last:border-transparent">
      <span
        aria-hidden
        className="absolute -start-[7px] top-1.5 size-3 rounded-full border-2 border-accent bg-canvas"
      />
      <h2 className="font-semibold text-lg">{title}</h2>
      {children}
    </li>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-ui">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
