import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listMaterials, listSubjects } from '../../../contracts/library.ts';
import { api } from '../../api/client.ts';
import { useSession } from '../../frame/session.ts';
import { useAddress } from '../../frame/use-address.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useListNavigation } from '../../ui/use-list-navigation.ts';
import { DropTarget } from '../ingestion/drop-target.tsx';
import { JobList } from '../ingestion/job-list.tsx';
import { MaterialCard } from './material-card.tsx';
import { MaterialTable } from './material-table.tsx';

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
            <>
              <Link to="/sources" className={buttonClass()}>
                {t('sources')}
              </Link>
              <Button
                variant="primary"
                icon={<Plus aria-hidden className="size-4" />}
                onClick={() => setAdding(true)}
              >
                {t('add')}
              </Button>
            </>
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
  const [{ q, subject, view }, setAddress] = useAddress((raw) => ({
    q: text(raw.q),
    subject: text(raw.subject),
    view: raw.view === 'list' ? ('list' as const) : ('grid' as const),
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
        <SegmentedControl
          legend={t('view.label')}
          segments={[
            { value: 'grid', label: t('view.grid') },
            { value: 'list', label: t('view.list') },
          ]}
          value={view}
          onChange={(next) => setAddress({ view: next })}
        />
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
      {view === 'list' && rows.length > 0 ? (
        <MaterialTable materials={rows} staff={staff} rowProps={itemProps} />
      ) : (
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
      )}
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
