import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  GRADEBOOK_CSV_PATH,
  GRADEBOOK_XLSX_PATH,
  getGradebook,
} from '../../../../contracts/gradebook.ts';
import { urlOf } from '../../../../contracts/route.ts';
import { api } from '../../../api/client.ts';
import { useSession } from '../../../frame/session.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { CategoriesForm } from './categories-form.tsx';
import { GradeTable } from './grade-table.tsx';
import { OwnGrades } from './own-grades.tsx';

/** The grades of a course: of everybody for those who teach, one's own for those who learn. */
export function GradebookPage() {
  const { t } = useTranslation('assessing');
  const { role } = useSession();
  const { courseId } = useParams({ from: '/app/courses/$courseId/grades' });
  const back = (
    <Link to="/courses/$courseId" params={{ courseId }} className="text-link">
      {t('gradebook.back')}
    </Link>
  );
  if (role === 'learner')
    return (
      <div className="grid grid-cols-1 gap-6">
        <PageHeader title={t('gradebook.own')} back={back} />
        <OwnGrades courseId={courseId} />
      </div>
    );
  const file = (path: `/${string}`) => urlOf({ path }, { id: courseId });
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader
        title={t('gradebook.title')}
        back={back}
        actions={
          <>
            <a href={file(GRADEBOOK_CSV_PATH)} download className={buttonClass()}>
              {t('gradebook.csv')}
            </a>
            <a href={file(GRADEBOOK_XLSX_PATH)} download className={buttonClass()}>
              {t('gradebook.xlsx')}
            </a>
          </>
        }
      />
      <Everybody courseId={courseId} />
    </div>
  );
}

function Everybody({ courseId }: { courseId: string }) {
  const { t } = useTranslation('assessing');
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const book = useInfiniteQuery({
    queryKey: ['gradebook', courseId, q],
    queryFn: ({ pageParam, signal }) =>
      api(getGradebook, {
        params: { id: courseId },
        query: { limit: 50, ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const first = book.data?.pages[0];
  const rows = book.data?.pages.flatMap((page) => page.items) ?? [];
  if (book.error) return <ErrorState error={book.error} onRetry={() => void book.refetch()} />;
  if (!first) return <Skeleton className="h-96" />;
  if (first.assessments.length === 0)
    return <EmptyState title={t('gradebook.empty')}>{t('gradebook.emptyText')}</EmptyState>;
  return (
    <>
      <Field label={t('gradebook.search')} className="max-w-md">
        <TextInput type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <GradeTable courseId={courseId} assessments={first.assessments} rows={rows} />
      {book.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={book.isFetchingNextPage}
          onClick={() => void book.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
      <CategoriesForm
        courseId={courseId}
        categories={first.categories}
        assessments={first.assessments}
      />
    </>
  );
}
