import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { enrolmentQuery } from './queries.ts';
import { TakenLesson } from './taken-lesson.tsx';

const PreviewLesson = lazy(() =>
  import('./preview-lesson.tsx').then((module) => ({ default: module.PreviewLesson })),
);

/** A lesson: taken by those who take the course, previewed by everybody else who may see it. */
export function LessonPage() {
  const { t } = useTranslation('enrolment');
  const { courseId, lessonId } = useParams({
    from: '/app/courses/$courseId/lessons/$lessonId',
  });
  const enrolment = useQuery(enrolmentQuery(courseId));
  if (enrolment.error)
    return (
      <ErrorState wholePage error={enrolment.error} onRetry={() => void enrolment.refetch()} />
    );
  if (!enrolment.data) return <Skeleton className="h-96" />;
  const status = enrolment.data.enrolment?.status;
  const back = (
    <Link to="/courses/$courseId" params={{ courseId }} className="text-link">
      {t('lesson.back')}
    </Link>
  );
  return status === 'active' || status === 'completed' ? (
    <TakenLesson key={lessonId} courseId={courseId} lessonId={lessonId} />
  ) : (
    <Suspense fallback={<Skeleton className="h-96" />}>
      <PreviewLesson key={lessonId} courseId={courseId} lessonId={lessonId} back={back} />
    </Suspense>
  );
}
