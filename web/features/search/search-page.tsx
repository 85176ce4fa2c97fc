import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listSubjects } from '../../../contracts/library.ts';
import { type SearchHit, search } from '../../../contracts/search.ts';
import { api } from '../../api/client.ts';
import { useSession } from '../../frame/session.ts';
import { useAddress } from '../../frame/use-address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Highlight } from '../../ui/highlight.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { SkeletonText } from '../../ui/skeleton.tsx';
import { useListNavigation } from '../../ui/use-list-navigation.ts';

const KINDS = ['passage', 'nugget', 'question', 'flashcard', 'material'] as const;
const FOR_LEARNERS = ['passage', 'nugget', 'material'] as const;
type Kind = (typeof KINDS)[number];

function placeOf(hit: SearchHit) {
  return {
    to: '/materials/$materialId' as const,
    params: { materialId: hit.materialId },
    search:
      hit.chunkId === null ? {} : { chunk: hit.chunkId, start: hit.start ?? 0, end: hit.end ?? 0 },
  };
}

export function SearchPage() {
  const { t } = useTranslation('search');
  const { role } = useSession();
  const navigate = useNavigate();
  const [address, setAddress] = useAddress((raw) => ({
    q: typeof raw.q === 'string' || typeof raw.q === 'number' ? String(raw.q) : '',
    kind: KINDS.find((kind) => kind === raw.kind),
    subject: typeof raw.subject === 'string' && raw.subject !== '' ? raw.subject : undefined,
  }));
  const [typed, setTyped] = useState(address.q);
  const q = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ['search', q, address.kind, address.subject],
    queryFn: ({ signal }) =>
      api(search, {
        query: {
          q,
          limit: 30,
          ...(address.kind ? { kind: address.kind } : {}),
          ...(address.subject ? { subject: address.subject } : {}),
        },
        signal,
      }),
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  });
  const subjects = useQuery({
    queryKey: ['subjects'],
    queryFn: ({ signal }) => api(listSubjects, { signal }),
  });
  const hits = q.length > 1 ? (found.data?.hits ?? []) : [];
  const { itemProps } = useListNavigation({
    items: hits,
    onOpen: (hit) => void navigate(placeOf(hit)),
  });
  const kinds: readonly Kind[] = role === 'learner' ? FOR_LEARNERS : KINDS;
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader title={t('title')} />
      <Field label={t('label')}>
        <TextInput
          type="search"
          autoFocus
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAddress({ q: event.target.value });
          }}
        />
      </Field>
      <div className="flex min-w-0 flex-wrap items-end justify-between gap-3">
        <SegmentedControl
          legend={t('filter')}
          segments={[
            { value: 'all', label: t('kind.all') },
            ...kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
          ]}
          value={address.kind ?? 'all'}
          onChange={(kind) => setAddress({ kind: kind === 'all' ? undefined : (kind as Kind) })}
        />
        {subjects.data && subjects.data.subjects.length > 0 ? (
          <Field label={t('subject')} hideLabel>
            <Select
              value={address.subject ?? ''}
              onChange={(event) => setAddress({ subject: event.target.value || undefined })}
            >
              <option value="">{t('everySubject')}</option>
              {subjects.data.subjects.map(({ subject }) => (
                <option key={subject}>{subject}</option>
              ))}
            </Select>
          </Field>
        ) : null}
      </div>
      {found.error ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {q.length < 2 ? <EmptyState title={t('start')}>{t('startText')}</EmptyState> : null}
      {q.length > 1 && found.isPending ? <SkeletonText lines={8} /> : null}
      {q.length > 1 && found.data && hits.length === 0 ? (
        <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
      ) : null}
      <p className="sr-only" aria-live="polite">
        {hits.length > 0 ? t('found', { n: formatNumber(hits.length) }) : ''}
      </p>
      <ul className="grid divide-y divide-line">
        {hits.map((hit, index) => (
          <li key={`${hit.kind}-${hit.id}`} {...itemProps(index)} className="grid gap-1 py-4">
            <p className="text-ink-faint text-sm">
              {t(`one.${hit.kind}`)} · <span dir="auto">{hit.materialTitle}</span>
              {hit.page === null ? null : ` · ${t('page', { n: formatNumber(hit.page) })}`}
            </p>
            <Link {...placeOf(hit)} dir="auto" className="justify-self-start text-link font-medium">
              {hit.snippet === hit.title ? (
                <Highlight text={hit.title} ranges={hit.highlights} />
              ) : (
                hit.title
              )}
            </Link>
            {hit.snippet === hit.title ? null : (
              <p dir="auto" className="prose-measure text-ui">
                <Highlight text={hit.snippet} ranges={hit.highlights} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
