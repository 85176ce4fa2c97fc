import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getReviewSummary, ItemType } from '../../../contracts/items.ts';
import { getConceptMap, listMaterials } from '../../../contracts/library.ts';
import { api } from '../../api/client.ts';
import { useAddress } from '../../frame/use-address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Progress } from '../../ui/progress.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ReviewOne } from './review-one.tsx';
import { ReviewTable } from './review-table.tsx';
import { type ReviewFilter, useQueue } from './use-review.ts';

const LEVELS = { easy: [1, 3], middle: [4, 6], hard: [7, 10] } as const;
type Level = keyof typeof LEVELS;
/** Why an item is looked at again: its source changed, or its answers look odd. */
const LOOKS = ['changed', 'odd'] as const;
type Look = (typeof LOOKS)[number];
const EMPTY = { all: 'doneText', changed: 'noneChangedText', odd: 'noneOddText' } as const;

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

export function ReviewPage() {
  const { t } = useTranslation('review');
  const [address, setAddress] = useAddress((raw) => ({
    material: text(raw.material),
    concept: text(raw.concept),
    type: ItemType.options.find((type) => type === raw.type),
    level: (Object.keys(LEVELS) as Level[]).find((level) => level === raw.level),
    look: LOOKS.find((look) => look === raw.look),
    view: raw.view === 'table' ? ('table' as const) : ('one' as const),
  }));
  const filter: ReviewFilter = {
    ...(address.material ? { materialId: address.material } : {}),
    ...(address.type ? { type: address.type } : {}),
    ...(address.concept ? { conceptId: address.concept } : {}),
    ...(address.look === 'changed' ? { stale: 'true' as const } : {}),
    ...(address.look === 'odd' ? { flagged: 'true' as const } : {}),
    ...(address.level
      ? { minDifficulty: LEVELS[address.level][0], maxDifficulty: LEVELS[address.level][1] }
      : {}),
  };
  const queue = useQueue(filter);
  const summary = useQuery({
    queryKey: ['review', 'summary', filter],
    queryFn: ({ signal }) => api(getReviewSummary, { query: filter, signal }),
  });
  // The bar counts what was there when the page was opened.
  const [most, setMost] = useState(0);
  const left = (address.look === 'odd' ? summary.data?.flagged : summary.data?.inReview) ?? 0;
  if (left > most) setMost(left);
  const items = queue.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="grid gap-6">
      <PageHeader
        title={t('title')}
        actions={
          <SegmentedControl
            legend={t('view.label')}
            segments={[
              { value: 'one', label: t('view.one') },
              { value: 'table', label: t('view.table') },
            ]}
            value={address.view}
            onChange={(view) => setAddress({ view })}
          />
        }
      />
      <Filters address={address} setAddress={setAddress} />
      {summary.data && most > 0 ? (
        <Progress thin value={(most - left) / most} label={t('left', { n: formatNumber(left) })} />
      ) : null}
      {queue.error ? <ErrorState error={queue.error} onRetry={() => void queue.refetch()} /> : null}
      {queue.isPending ? <Skeleton className="h-96" /> : null}
      {queue.data && items.length === 0 ? (
        <EmptyState title={t(address.look === 'odd' ? 'noneOdd' : 'done')}>
          {t(EMPTY[address.look ?? 'all'])}
        </EmptyState>
      ) : null}
      {items.length > 0 && address.view === 'one' ? (
        <ReviewOne
          items={items}
          onNearEnd={() => (queue.hasNextPage ? void queue.fetchNextPage() : undefined)}
        />
      ) : null}
      {items.length > 0 && address.view === 'table' ? (
        <ReviewTable
          items={items}
          more={
            queue.hasNextPage
              ? { loading: queue.isFetchingNextPage, load: () => void queue.fetchNextPage() }
              : null
          }
        />
      ) : null}
    </div>
  );
}

type FilterAddress = {
  material: string | undefined;
  concept: string | undefined;
  type: ItemType | undefined;
  level: Level | undefined;
  look: Look | undefined;
};

function Filters({
  address,
  setAddress,
}: {
  address: FilterAddress;
  setAddress: (change: Partial<FilterAddress>) => void;
}) {
  const { t } = useTranslation('review');
  const materials = useQuery({
    queryKey: ['materials', 'all'],
    queryFn: ({ signal }) => api(listMaterials, { query: { limit: 100 }, signal }),
  });
  const concepts = useQuery({
    queryKey: ['concepts', address.material],
    queryFn: ({ signal }) => api(getConceptMap, { params: { id: address.material ?? '' }, signal }),
    enabled: address.material !== undefined,
  });
  const all = <option value="">{t('filter.all')}</option>;
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-5">
      <Field label={t('filter.material')}>
        <Select
          value={address.material ?? ''}
          onChange={(event) =>
            setAddress({ material: event.target.value || undefined, concept: undefined })
          }
        >
          {all}
          {materials.data?.items.map((material) => (
            <option key={material.id} value={material.id}>
              {material.title}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('filter.look')}>
        <Select
          value={address.look ?? ''}
          onChange={(event) =>
            setAddress({ look: LOOKS.find((look) => look === event.target.value) })
          }
        >
          {all}
          {LOOKS.map((look) => (
            <option key={look} value={look}>
              {t(`filter.${look}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('filter.type')}>
        <Select
          value={address.type ?? ''}
          onChange={(event) =>
            setAddress({ type: (event.target.value || undefined) as ItemType | undefined })
          }
        >
          {all}
          {ItemType.options.map((type) => (
            <option key={type} value={type}>
              {t(`type.${type}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('filter.concept')}>
        <Select
          disabled={!concepts.data}
          value={address.concept ?? ''}
          onChange={(event) => setAddress({ concept: event.target.value || undefined })}
        >
          {all}
          {concepts.data?.concepts.map((concept) => (
            <option key={concept.id} value={concept.id}>
              {concept.name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('filter.difficulty')}>
        <Select
          value={address.level ?? ''}
          onChange={(event) =>
            setAddress({ level: (event.target.value || undefined) as Level | undefined })
          }
        >
          {all}
          {(Object.keys(LEVELS) as Level[]).map((level) => (
            <option key={level} value={level}>
              {t(`filter.${level}`)}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
