import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type CoursePerson,
  EnrolmentStatus,
  listCoursePeople,
  movePersonUp,
  PEOPLE_CSV_PATH,
  removePerson,
} from '../../../contracts/enrolment.ts';
import { urlOf } from '../../../contracts/route.ts';
import { api } from '../../api/client.ts';
import { useAddress } from '../../frame/use-address.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { formatDuration, formatNumber, formatRelative } from '../../ui/format.ts';
import { Meter } from '../../ui/meter.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table } from '../../ui/table.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { Certificates } from './certificates.tsx';
import { CourseAnalytics } from './course-analytics.tsx';
import { EnrolDialog } from './enrol-dialog.tsx';
import { catalogCourseQuery } from './queries.ts';

/** Who takes a course, how they do, and how the course does. */
export function PeoplePage() {
  const { t } = useTranslation('enrolment');
  const { courseId } = useParams({ from: '/app/courses/$courseId/people' });
  const [enrolling, setEnrolling] = useState(false);
  const course = useQuery(catalogCourseQuery(courseId));
  return (
    <div className="grid grid-cols-1 gap-8">
      <PageHeader
        title={t('people.title')}
        back={
          <Link to="/courses/$courseId" params={{ courseId }} dir="auto" className="text-link">
            {course.data?.title ?? t('lesson.back')}
          </Link>
        }
        actions={
          <>
            <a
              href={urlOf({ path: PEOPLE_CSV_PATH }, { id: courseId })}
              className={buttonClass()}
              download
            >
              {t('people.export')}
            </a>
            <Button variant="primary" onClick={() => setEnrolling(true)}>
              {t('people.enrol')}
            </Button>
          </>
        }
      />
      <People courseId={courseId} />
      <CourseAnalytics courseId={courseId} />
      <Certificates courseId={courseId} />
      {enrolling ? <EnrolDialog courseId={courseId} onClose={() => setEnrolling(false)} /> : null}
    </div>
  );
}

function People({ courseId }: { courseId: string }) {
  const { t } = useTranslation(['enrolment', 'common']);
  const queryClient = useQueryClient();
  const [{ status }, setAddress] = useAddress((raw) => ({
    status: EnrolmentStatus.options.find((one) => one === raw.status),
  }));
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const people = useInfiniteQuery({
    queryKey: ['course-people', courseId, status, q],
    queryFn: ({ pageParam, signal }) =>
      api(listCoursePeople, {
        params: { id: courseId },
        query: {
          limit: 50,
          ...(status ? { status } : {}),
          ...(q ? { q } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['course-people', courseId] });
  const remove = useMutation({
    mutationFn: (userId: string) => api(removePerson, { params: { id: courseId, userId } }),
    onSuccess: ({ name }) => showToast({ message: t('people.removed', { name }) }),
    onSettled: refresh,
  });
  const up = useMutation({
    mutationFn: (userId: string) => api(movePersonUp, { params: { id: courseId, userId } }),
    onSettled: refresh,
  });
  const rows = people.data?.pages.flatMap((page) => page.items) ?? [];
  const first = people.data?.pages[0];
  const error = remove.error ?? up.error;
  return (
    <div className="grid gap-5">
      {error ? <ErrorState compact error={error} /> : null}
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Field label={t('people.search')} className="min-w-56 max-w-md flex-1">
          <TextInput
            type="search"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <SegmentedControl
          legend={t('people.filter')}
          segments={[
            { value: 'all', label: t('people.all') },
            ...EnrolmentStatus.options.map((value) => ({
              value,
              label: `${t(`status.${value}`)}${first ? ` ${formatNumber(first.counts[value] ?? 0)}` : ''}`,
            })),
          ]}
          value={status ?? 'all'}
          onChange={(value) =>
            setAddress({ status: value === 'all' ? undefined : (value as EnrolmentStatus) })
          }
        />
      </div>
      {first?.maxStudents ? (
        <p className="text-ink-soft text-ui">
          {t('people.places', {
            taken: formatNumber((first.counts.active ?? 0) + (first.counts.completed ?? 0)),
            max: formatNumber(first.maxStudents),
          })}
        </p>
      ) : null}
      {people.error ? (
        <ErrorState error={people.error} onRetry={() => void people.refetch()} />
      ) : null}
      {people.isPending ? <Skeleton className="h-64" /> : null}
      {people.data && rows.length === 0 ? (
        <EmptyState title={t('people.none')}>{t('people.noneText')}</EmptyState>
      ) : null}
      {rows.length > 0 ? (
        <Table
          caption={t('people.title')}
          rows={rows}
          rowKey={({ userId }) => userId}
          columns={[
            {
              key: 'name',
              header: t('people.name'),
              primary: true,
              cell: (person) => (
                <span className="grid">
                  <bdi>{person.name}</bdi>
                  <span className="break-all text-ink-faint text-sm">{person.email}</span>
                </span>
              ),
            },
            {
              key: 'status',
              header: t('people.status'),
              cell: (person) => (
                <Badge tone={person.status === 'completed' ? 'positive' : 'neutral'}>
                  {t(`status.${person.status}`)}
                  {person.waitingPlace === null ? '' : ` · ${formatNumber(person.waitingPlace)}`}
                </Badge>
              ),
            },
            {
              key: 'progress',
              header: t('people.progress'),
              cell: (person) => (
                <Meter
                  value={person.progressPercent}
                  label={t('people.progressOf', { name: person.name })}
                  className="w-36"
                />
              ),
            },
            {
              key: 'time',
              header: t('people.time'),
              wideOnly: true,
              cell: (person) => formatDuration(person.timeSpentSeconds),
            },
            {
              key: 'last',
              header: t('people.last'),
              cell: (person) =>
                person.lastActivityAt ? formatRelative(person.lastActivityAt) : t('people.never'),
            },
            {
              key: 'actions',
              header: t('people.actions'),
              cell: (person) => (
                <Actions
                  person={person}
                  onUp={() => up.mutate(person.userId)}
                  onRemove={() => remove.mutate(person.userId)}
                />
              ),
            },
          ]}
        />
      ) : null}
      {people.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={people.isFetchingNextPage}
          onClick={() => void people.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </div>
  );
}

function Actions({
  person,
  onUp,
  onRemove,
}: {
  person: CoursePerson;
  onUp: () => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation(['enrolment', 'common']);
  return (
    <span className="flex flex-wrap gap-1">
      {person.status === 'waiting' ? (
        <Button size="small" variant="quiet" onClick={onUp}>
          {t('people.up')}
        </Button>
      ) : null}
      {person.status === 'withdrawn' ? null : (
        <Button
          size="small"
          variant="quiet"
          aria-label={t('people.removeName', { name: person.name })}
          onClick={onRemove}
        >
          {t('common:action.remove')}
        </Button>
      )}
    </span>
  );
}
