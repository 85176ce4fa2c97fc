import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MyCourse } from '../../../contracts/enrolment.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber, formatPercent } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CoursePicture } from './course-picture.tsx';
import { myCoursesQuery } from './queries.ts';

/** The courses that the reader takes, the last touched first, each with the way on. */
export function MyCourses() {
  const { t } = useTranslation('enrolment');
  const mine = useInfiniteQuery(myCoursesQuery);
  const rows = mine.data?.pages.flatMap((page) => page.items) ?? [];
  if (mine.error) return <ErrorState error={mine.error} onRetry={() => void mine.refetch()} />;
  if (mine.isPending) return <Skeleton className="h-48" />;
  if (rows.length === 0) return null;
  return (
    <Section title={t('mine.title')}>
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {rows.map((course) => (
          <MyCourseCard key={course.courseId} course={course} />
        ))}
      </ul>
      {mine.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={mine.isFetchingNextPage}
          onClick={() => void mine.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </Section>
  );
}

function MyCourseCard({ course }: { course: MyCourse }) {
  const { t } = useTranslation('enrolment');
  const { courseId, next } = course;
  return (
    <li className="grid content-between gap-4 rounded-panel border border-line bg-surface p-4">
      <div className="grid gap-3">
        <CoursePicture url={course.thumbnailUrl} />
        <h3 className="font-semibold text-lg leading-snug">
          <Link
            to="/courses/$courseId"
            params={{ courseId }}
            dir="auto"
            className="outline-offset-4 hover:underline"
          >
            {course.title}
          </Link>
        </h3>
        {course.status === 'waiting' ? (
          <p className="text-ink-soft text-ui">
            {t('mine.waiting', { n: formatNumber(course.waitingPlace ?? 1) })}
          </p>
        ) : (
          <Progress
            value={course.progressPercent / 100}
            label={t('mine.lessons', {
              done: formatNumber(course.completedCount),
              count: course.lessonCount,
            })}
            detail={formatPercent(course.progressPercent / 100)}
          />
        )}
        {course.isPublished ? null : <Badge tone="caution">{t('mine.takenBack')}</Badge>}
      </div>
      {course.status === 'waiting' || !course.isPublished ? null : next === null ? (
        <p className="flex flex-wrap items-center gap-2 text-ui">
          <Badge tone="positive">{t('mine.done')}</Badge>
        </p>
      ) : (
        <div className="grid gap-2">
          <p className="truncate text-ink-soft text-sm">
            {t('mine.next')} <bdi>{next.title}</bdi>
          </p>
          <Link
            to="/courses/$courseId/lessons/$lessonId"
            params={{ courseId, lessonId: next.lessonId }}
            className={buttonClass('primary')}
            aria-label={t('mine.continueWith', { title: course.title })}
          >
            {course.completedCount > 0 || next.position ? t('mine.continue') : t('mine.start')}
          </Link>
        </div>
      )}
    </li>
  );
}
