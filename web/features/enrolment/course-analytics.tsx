import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getCourseAnalytics } from '../../../contracts/enrolment.ts';
import { api } from '../../api/client.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { formatDuration, formatNumber, formatPercent } from '../../ui/format.ts';
import { Meter } from '../../ui/meter.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table } from '../../ui/table.tsx';

/** How a course goes, as a whole and lesson by lesson. */
export function CourseAnalytics({ courseId }: { courseId: string }) {
  const { t } = useTranslation('enrolment');
  const analytics = useQuery({
    queryKey: ['course-analytics', courseId],
    queryFn: ({ signal }) => api(getCourseAnalytics, { params: { id: courseId }, signal }),
  });
  if (analytics.error)
    return <ErrorState error={analytics.error} onRetry={() => void analytics.refetch()} />;
  if (!analytics.data) return <Skeleton className="h-64" />;
  const { data } = analytics;
  const percent = (value: number | null) => (value === null ? '–' : formatPercent(value / 100));
  const time = (value: number | null) => (value === null ? '–' : formatDuration(value));
  return (
    <Section title={t('analytics.title')}>
      <Figures>
        <Figure label={t('analytics.enrolled')} value={formatNumber(data.enrolled)} />
        <Figure label={t('analytics.active')} value={formatNumber(data.activeThisWeek)} />
        <Figure label={t('analytics.completed')} value={formatNumber(data.completed)} />
        <Figure label={t('analytics.progress')} value={percent(data.averageProgressPercent)} />
        <Figure label={t('analytics.score')} value={percent(data.averageScore)} />
        <Figure label={t('analytics.time')} value={time(data.averageSeconds)} />
      </Figures>
      <Table
        caption={t('analytics.byLesson')}
        rows={data.lessons}
        rowKey={({ lessonId }) => lessonId}
        columns={[
          {
            key: 'lesson',
            header: t('analytics.lesson'),
            primary: true,
            cell: (lesson) => (
              <span className="grid">
                <span dir="auto">{lesson.title}</span>
                <span dir="auto" className="text-ink-faint text-sm">
                  {lesson.moduleTitle}
                </span>
              </span>
            ),
          },
          {
            key: 'completion',
            header: t('analytics.completion'),
            cell: (lesson) => (
              <Meter
                value={lesson.completionPercent}
                label={t('analytics.completionOf', { title: lesson.title })}
                className="w-40"
              />
            ),
          },
          {
            key: 'started',
            header: t('analytics.started'),
            align: 'end',
            cell: (lesson) => formatNumber(lesson.started),
          },
          {
            key: 'score',
            header: t('analytics.score'),
            align: 'end',
            cell: (lesson) => percent(lesson.averageScore),
          },
          {
            key: 'time',
            header: t('analytics.time'),
            align: 'end',
            cell: (lesson) => time(lesson.averageSeconds),
          },
        ]}
      />
    </Section>
  );
}
