import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { getOwnGrades } from '../../../../contracts/gradebook.ts';
import { api } from '../../../api/client.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Figure, Figures } from '../../../ui/figure.tsx';
import { formatDateTime, formatPercent } from '../../../ui/format.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Table } from '../../../ui/table.tsx';

/** A learner's own grades in a course, as far as they are released. */
export function OwnGrades({ courseId }: { courseId: string }) {
  const { t } = useTranslation('assessing');
  const grades = useQuery({
    queryKey: ['my-courses', 'grades', courseId],
    queryFn: ({ signal }) => api(getOwnGrades, { params: { id: courseId }, signal }),
  });
  if (grades.error)
    return <ErrorState error={grades.error} onRetry={() => void grades.refetch()} />;
  if (!grades.data) return <Skeleton className="h-64" />;
  const { items, coursePercent } = grades.data;
  if (items.length === 0)
    return <EmptyState title={t('gradebook.empty')}>{t('gradebook.emptyOwn')}</EmptyState>;
  return (
    <>
      <Figures>
        <Figure
          label={t('gradebook.course')}
          value={coursePercent === null ? '–' : formatPercent(coursePercent / 100)}
          hint={t('gradebook.courseHint')}
        />
      </Figures>
      <Table
        caption={t('gradebook.own')}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'title',
            header: t('gradebook.assessment'),
            primary: true,
            cell: (one) => (
              <Link
                to="/courses/$courseId/lessons/$lessonId"
                params={{ courseId, lessonId: one.lessonId }}
                dir="auto"
                className="text-link"
              >
                {one.title}
              </Link>
            ),
          },
          {
            key: 'due',
            header: t('settings.dueAt'),
            cell: ({ dueAt, closesAt }) =>
              (dueAt ?? closesAt) ? formatDateTime(dueAt ?? closesAt ?? '') : '',
          },
          {
            key: 'grade',
            header: t('gradebook.grade'),
            align: 'end',
            cell: ({ cell }) =>
              cell.exempt
                ? t('gradebook.exempt')
                : cell.percent === null
                  ? t(`gradebook.state.${cell.state}`)
                  : formatPercent(cell.percent / 100),
          },
        ]}
      />
    </>
  );
}
