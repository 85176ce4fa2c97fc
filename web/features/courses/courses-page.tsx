import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Plus, Sparkles } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CourseState } from '../../../contracts/courses.ts';
import { useAddress } from '../../frame/use-address.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useListNavigation } from '../../ui/use-list-navigation.ts';
import { CourseCard } from './course-card.tsx';
import { NewCourseDialog } from './new-course-dialog.tsx';
import { coursesQuery } from './queries.ts';

const VIEWS = ['mine', 'all', 'deleted'] as const;

/** The courses as their authors see them. */
export function CoursesPage() {
  const { t } = useTranslation('courses');
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const [{ q, state, view }, setAddress] = useAddress((raw) => ({
    q: typeof raw.q === 'string' ? raw.q : '',
    state: CourseState.options.find((one) => one === raw.state),
    view: VIEWS.find((one) => one === raw.view) ?? ('mine' as const),
  }));
  const words = useDeferredValue(q.trim());
  const courses = useInfiniteQuery({
    ...coursesQuery({
      ...(words ? { q: words } : {}),
      ...(state ? { state } : {}),
      ...(view === 'mine' ? { mine: 'true' as const } : {}),
      ...(view === 'deleted' ? { deleted: 'true' as const } : {}),
    }),
    placeholderData: keepPreviousData,
  });
  const rows = courses.data?.pages.flatMap(({ items }) => items) ?? [];
  const { itemProps } = useListNavigation({
    items: rows,
    disabled: view === 'deleted',
    onOpen: ({ id }) => void navigate({ to: '/courses/$courseId/edit', params: { courseId: id } }),
  });
  const filtered = words !== '' || state !== undefined;
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader
        title={t('page.title')}
        actions={
          <>
            <Link to="/catalog" className={buttonClass('quiet')}>
              {t('page.catalog')}
            </Link>
            <Link to="/courses/new-from-materials" className={buttonClass()}>
              <Sparkles aria-hidden className="size-4" />
              {t('page.fromMaterials')}
            </Link>
            <Button
              variant="primary"
              icon={<Plus aria-hidden className="size-4" />}
              onClick={() => setAdding(true)}
            >
              {t('page.new')}
            </Button>
          </>
        }
      >
        {t('page.lead')}
      </PageHeader>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('page.search')} className="min-w-56 flex-1">
          <TextInput
            type="search"
            defaultValue={q}
            onChange={(event) => setAddress({ q: event.target.value })}
          />
        </Field>
        <Field label={t('page.state')}>
          <Select
            value={state ?? ''}
            onChange={(event) =>
              setAddress({
                state: CourseState.options.find((one) => one === event.target.value),
              })
            }
          >
            <option value="">{t('page.everyState')}</option>
            {CourseState.options.map((one) => (
              <option key={one} value={one}>
                {t(`state.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        <SegmentedControl
          legend={t('page.which')}
          segments={VIEWS.map((value) => ({ value, label: t(`page.${value}`) }))}
          value={view}
          onChange={(next) => setAddress({ view: next })}
        />
      </div>
      {courses.error ? (
        <ErrorState error={courses.error} onRetry={() => void courses.refetch()} />
      ) : null}
      {courses.isPending ? <Skeleton className="h-80" /> : null}
      {courses.data && rows.length === 0 ? (
        <EmptyState
          title={filtered ? t('page.noMatch') : t(`page.empty.${view}`)}
          action={
            !filtered && view !== 'deleted' ? (
              <Button variant="primary" size="large" onClick={() => setAdding(true)}>
                {t('page.new')}
              </Button>
            ) : undefined
          }
        >
          {filtered ? null : t(`page.emptyText.${view}`)}
        </EmptyState>
      ) : null}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {rows.map((course, index) => (
          <CourseCard key={course.id} course={course} itemProps={itemProps(index)} />
        ))}
      </ul>
      {courses.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={courses.isFetchingNextPage}
          onClick={() => void courses.fetchNextPage()}
        >
          {t('page.more')}
        </Button>
      ) : null}
      {adding ? <NewCourseDialog onClose={() => setAdding(false)} /> : null}
    </div>
  );
}
