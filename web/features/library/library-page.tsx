import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Plus, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  deleteMaterial,
  listMaterials,
  listSubjects,
  type Material,
  restoreMaterial,
} from '../../../contracts/library.ts';
import { api } from '../../api/client.ts';
import { useSession } from '../../frame/session.ts';
import { useAddress } from '../../frame/use-address.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { formatNumber } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useListNavigation } from '../../ui/use-list-navigation.ts';
import { DropTarget } from '../ingestion/drop-target.tsx';
import { JobList } from '../ingestion/job-list.tsx';

const AddDialog = lazy(() =>
  import('../ingestion/add-dialog.tsx').then((module) => ({ default: module.AddDialog })),
);

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

export function LibraryPage() {
  const { t } = useTranslation('library');
  const { role } = useSession();
  const staff = role !== 'learner';
  const [adding, setAdding] = useState(false);
  const page = (
    <div className="grid gap-8">
      <PageHeader
        title={t('title')}
        actions={
          staff ? (
            <Button
              variant="primary"
              icon={<Plus aria-hidden className="size-4" />}
              onClick={() => setAdding(true)}
            >
              {t('add')}
            </Button>
          ) : undefined
        }
      >
        {t('lead')}
      </PageHeader>
      {staff ? <JobList /> : null}
      <Materials staff={staff} onAdd={() => setAdding(true)} />
      {adding ? (
        <Suspense fallback={null}>
          <AddDialog onClose={() => setAdding(false)} />
        </Suspense>
      ) : null}
    </div>
  );
  return staff ? <DropTarget>{page}</DropTarget> : page;
}

function Materials({ staff, onAdd }: { staff: boolean; onAdd: () => void }) {
  const { t } = useTranslation('library');
  const navigate = useNavigate();
  const [{ q, subject }, setAddress] = useAddress((raw) => ({
    q: text(raw.q),
    subject: text(raw.subject),
  }));
  const subjects = useQuery({
    queryKey: ['subjects'],
    queryFn: ({ signal }) => api(listSubjects, { signal }),
  });
  const materials = useInfiniteQuery({
    queryKey: ['materials', q, subject],
    queryFn: ({ pageParam, signal }) =>
      api(listMaterials, {
        query: {
          limit: 24,
          ...(q ? { q } : {}),
          ...(subject ? { subject } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const rows = materials.data?.pages.flatMap((page) => page.items) ?? [];
  const { itemProps } = useListNavigation({
    items: rows,
    onOpen: (material) =>
      void navigate({ to: '/materials/$materialId', params: { materialId: material.id } }),
  });
  if (materials.error)
    return <ErrorState error={materials.error} onRetry={() => void materials.refetch()} />;
  const filtered = q !== undefined || subject !== undefined;
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('search')} className="min-w-56 flex-1">
          <TextInput
            type="search"
            defaultValue={q}
            onChange={(event) => setAddress({ q: event.target.value || undefined })}
          />
        </Field>
        {subjects.data && subjects.data.subjects.length > 0 ? (
          <Field label={t('filter.subject')}>
            <Select
              value={subject ?? ''}
              onChange={(event) => setAddress({ subject: event.target.value || undefined })}
            >
              <option value="">{t('filter.all')}</option>
              {subjects.data.subjects.map((one) => (
                <option key={one.subject}>{one.subject}</option>
              ))}
            </Select>
          </Field>
        ) : null}
      </div>
      {materials.isPending ? <Skeleton className="h-80" /> : null}
      {materials.data && rows.length === 0 ? (
        <EmptyState
          title={filtered ? t('noMatch') : t('empty')}
          action={
            staff && !filtered ? (
              <Button variant="primary" size="large" onClick={onAdd}>
                {t('add')}
              </Button>
            ) : undefined
          }
        >
          {filtered ? null : staff ? t('emptyText') : t('emptyLearner')}
        </EmptyState>
      ) : null}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {rows.map((material, index) => (
          <MaterialCard
            key={material.id}
            material={material}
            staff={staff}
            itemProps={itemProps(index)}
          />
        ))}
      </ul>
      {materials.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={materials.isFetchingNextPage}
          onClick={() => void materials.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </>
  );
}

function MaterialCard({
  material,
  staff,
  itemProps,
}: {
  material: Material;
  staff: boolean;
  itemProps: Record<string, unknown>;
}) {
  const { t } = useTranslation('library');
  const remove = useRemove();
  const { nuggets, questions, flashcards, inReview } = material.counts;
  return (
    <li
      {...itemProps}
      className="relative grid content-between gap-4 rounded-panel border border-line bg-surface p-5 hover:border-line-strong"
    >
      <div className="grid gap-2">
        <p className="flex flex-wrap items-center gap-2 pe-8 text-ink-faint text-sm">
          <span>{t(`kind.${material.sourceType}`)}</span>
          {material.subject ? <span dir="auto">{material.subject}</span> : null}
        </p>
        <h2 className="font-semibold text-lg leading-snug">
          <Link
            to="/materials/$materialId"
            params={{ materialId: material.id }}
            dir="auto"
            className="outline-offset-4 after:absolute after:inset-0"
          >
            {material.title}
          </Link>
        </h2>
        {material.description ? (
          <p dir="auto" className="line-clamp-3 text-ink-soft text-sm">
            {material.description}
          </p>
        ) : null}
      </div>
      <div className="flex flex-wrap items-center gap-2 text-ink-soft text-sm">
        {material.status === 'ready' ? null : (
          <Badge tone={material.status === 'failed' ? 'negative' : 'accent'}>
            {t(`status.${material.status}`)}
          </Badge>
        )}
        <span>
          {t('counts', {
            nuggets: formatNumber(nuggets),
            questions: formatNumber(questions),
            flashcards: formatNumber(flashcards),
          })}
        </span>
        {staff && inReview > 0 ? (
          <Badge tone="caution">{t('inReview', { n: formatNumber(inReview) })}</Badge>
        ) : null}
      </div>
      {staff ? (
        <div className="absolute end-3 top-3">
          <IconButton
            size="small"
            aria-label={t('delete', { title: material.title })}
            icon={<Trash2 aria-hidden className="size-4" />}
            onClick={() => remove.mutate(material)}
          />
        </div>
      ) : null}
    </li>
  );
}

/** Deletes at once; the toast brings it back. */
function useRemove() {
  const { t } = useTranslation(['library', 'common']);
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['materials'] });
  const restore = useMutation({
    mutationFn: (id: string) => api(restoreMaterial, { params: { id } }),
    onSuccess: refresh,
  });
  return useMutation({
    mutationFn: (material: Material) => api(deleteMaterial, { params: { id: material.id } }),
    onSuccess: (_, material) => {
      showToast({
        message: t('deleted', { title: material.title }),
        action: { label: t('common:action.undo'), run: () => restore.mutate(material.id) },
      });
      return refresh();
    },
  });
}
