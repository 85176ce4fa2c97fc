import { keepPreviousData, useInfiniteQuery, useMutation, useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  MATERIALS_LIMIT,
  type ProposalOptions,
  proposeCourse,
  USUAL_OPTIONS,
} from '../../../contracts/authoring.ts';
import { getMaterial, listMaterials, type Material } from '../../../contracts/library.ts';
import { api } from '../../api/client.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { formatDuration, formatNumber } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { OpenProposals } from './open-proposals.tsx';
import { QuizOptions } from './proposal-options.tsx';

const LENGTHS = [8, 12, 15, 20, 30];

function useMaterials(q: string) {
  return useInfiniteQuery({
    queryKey: ['materials', 'for-course', q],
    queryFn: ({ pageParam, signal }) =>
      api(listMaterials, {
        query: {
          status: 'ready',
          limit: 30,
          ...(q ? { q } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Which materials, in which order, and what the course is to be like. */
export function ChooseMaterials({
  chosen,
  onChosen,
  onProposed,
}: {
  chosen: readonly string[];
  onChosen: (ids: string[]) => void;
  onProposed: (id: string) => void;
}) {
  const { t } = useTranslation('authoring');
  const [typed, setTyped] = useState('');
  const [options, setOptions] = useState<ProposalOptions>(USUAL_OPTIONS);
  const materials = useMaterials(useDeferredValue(typed.trim()));
  const propose = useMutation({
    mutationFn: () =>
      api(proposeCourse, {
        body: { materialIds: [...chosen], options },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: ({ id }) => onProposed(id),
  });
  const rows = materials.data?.pages.flatMap(({ items }) => items) ?? [];
  const toggle = (id: string, on: boolean) =>
    onChosen(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  const full = chosen.length >= MATERIALS_LIMIT;
  return (
    <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid grid-cols-1 gap-6">
        <Field label={t('choose.search')}>
          <TextInput
            type="search"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        {materials.error ? (
          <ErrorState error={materials.error} onRetry={() => void materials.refetch()} />
        ) : null}
        {materials.isPending ? <Skeleton className="h-80" /> : null}
        {materials.data && rows.length === 0 ? (
          <EmptyState
            title={typed ? t('choose.noMatch') : t('choose.none')}
            action={
              typed ? undefined : (
                <Link to="/library" className={buttonClass('primary', 'large')}>
                  {t('choose.add')}
                </Link>
              )
            }
          >
            {typed ? null : t('choose.noneText')}
          </EmptyState>
        ) : null}
        {rows.length > 0 ? (
          <ul className="grid divide-y divide-line border-line border-y">
            {rows.map((material) => (
              <li key={material.id} className="py-3">
                <Checkbox
                  label={<span dir="auto">{material.title}</span>}
                  hint={<MaterialLine material={material} />}
                  checked={chosen.includes(material.id)}
                  disabled={full && !chosen.includes(material.id)}
                  onChange={(event) => toggle(material.id, event.target.checked)}
                />
              </li>
            ))}
          </ul>
        ) : null}
        {materials.hasNextPage ? (
          <Button
            className="justify-self-center"
            loading={materials.isFetchingNextPage}
            onClick={() => void materials.fetchNextPage()}
          >
            {t('choose.more')}
          </Button>
        ) : null}
        <OpenProposals onOpen={onProposed} />
      </div>
      <div className="grid gap-6 lg:sticky lg:top-6">
        <Section title={t('options.title')}>
          <Chosen ids={chosen} onRemove={(id) => toggle(id, false)} />
          <Field label={t('options.minutes')} hint={t('options.minutesHint')}>
            <Select
              value={options.lessonMinutes}
              onChange={(event) =>
                setOptions({ ...options, lessonMinutes: Number(event.target.value) })
              }
            >
              {LENGTHS.map((minutes) => (
                <option key={minutes} value={minutes}>
                  {formatDuration(minutes * 60)}
                </option>
              ))}
            </Select>
          </Field>
          <QuizOptions
            options={options}
            onChange={(change) => setOptions({ ...options, ...change })}
          />
          {propose.error ? <ErrorState compact error={propose.error} /> : null}
          <Button
            variant="primary"
            size="large"
            loading={propose.isPending}
            disabled={chosen.length === 0}
            onClick={() => propose.mutate()}
          >
            {t('choose.propose')}
          </Button>
          <p role="status" className="text-ink-faint text-sm">
            {propose.isPending
              ? t('choose.working')
              : chosen.length === 0
                ? t('choose.first')
                : null}
          </p>
        </Section>
      </div>
    </div>
  );
}

function MaterialLine({ material }: { material: Material }) {
  const { t } = useTranslation('authoring');
  const { counts, pageCount } = material;
  return [
    pageCount ? t('choose.pages', { count: pageCount }) : null,
    t('count.nuggets', { count: counts.nuggets }),
    t('count.questions', { count: counts.questions }),
    counts.inReview > 0 ? t('choose.waiting', { n: formatNumber(counts.inReview) }) : null,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The chosen ones in their order; also those that the search does not show now. */
function Chosen({ ids, onRemove }: { ids: readonly string[]; onRemove: (id: string) => void }) {
  const { t } = useTranslation('authoring');
  const materials = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['material', id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api(getMaterial, { params: { id }, signal }),
    })),
  });
  if (ids.length === 0) return null;
  const empty = materials.some(({ data }) => data && data.counts.nuggets === 0);
  return (
    <div className="grid gap-2">
      <h3 className="font-medium text-ui">{t('choose.chosen', { count: ids.length })}</h3>
      <ol className="grid gap-1">
        {ids.map((id, at) => {
          const title = materials[at]?.data?.title ?? '…';
          return (
            <li key={id} className="flex items-center justify-between gap-2 text-ui">
              <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
                {title}
              </span>
              <Button
                size="small"
                variant="quiet"
                aria-label={t('choose.removeOne', { title })}
                onClick={() => onRemove(id)}
              >
                {t('choose.remove')}
              </Button>
            </li>
          );
        })}
      </ol>
      {empty ? <Callout tone="caution">{t('choose.bare')}</Callout> : null}
    </div>
  );
}
