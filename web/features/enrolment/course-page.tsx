import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CatalogDetail } from '../../../contracts/courses.ts';
import { isApiProblem } from '../../api/problem.ts';
import { useSession } from '../../frame/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDuration } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CourseOutline } from './course-outline.tsx';
import { CoursePicture } from './course-picture.tsx';
import { EnrolPanel } from './enrol-panel.tsx';
import { languageName } from './language-name.ts';
import { catalogCourseQuery, enrolmentQuery, myCourseQuery } from './queries.ts';

/** One published course: what it is about, what it asks, and the way in or on. */
export function CoursePage() {
  const { t } = useTranslation('enrolment');
  const { courseId } = useParams({ from: '/app/courses/$courseId' });
  const { role } = useSession();
  const course = useQuery(catalogCourseQuery(courseId));
  const enrolment = useQuery(enrolmentQuery(courseId));
  const status = enrolment.data?.enrolment?.status;
  const taking = status === 'active' || status === 'completed';
  const mine = useQuery({ ...myCourseQuery(courseId), enabled: taking });
  const back = (
    <Link to="/catalog" className="text-link">
      {t('catalog.title')}
    </Link>
  );
  if (course.error)
    return (
      <ErrorState
        wholePage
        error={course.error}
        title={isApiProblem(course.error) && course.error.status === 404 ? t('course.gone') : ''}
        onRetry={() => void course.refetch()}
      />
    );
  if (!course.data) return <Skeleton className="h-96" />;
  const detail = course.data;
  return (
    <div className="grid grid-cols-1 gap-8">
      <PageHeader
        title={detail.title}
        back={back}
        actions={
          role === 'learner' ? (
            taking ? (
              <Link to="/courses/$courseId/grades" params={{ courseId }} className={buttonClass()}>
                {t('course.grades')}
              </Link>
            ) : undefined
          ) : (
            <>
              <Link to="/courses/$courseId/grades" params={{ courseId }} className={buttonClass()}>
                {t('course.gradebook')}
              </Link>
              <Link to="/courses/$courseId/people" params={{ courseId }} className={buttonClass()}>
                {t('course.people')}
              </Link>
              {detail.canEdit ? (
                <Link to="/courses/$courseId/edit" params={{ courseId }} className={buttonClass()}>
                  {t('course.edit')}
                </Link>
              ) : null}
            </>
          )
        }
      >
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ui">
          <span>{t(`difficulty.${detail.difficulty}`)}</span>
          <span aria-hidden>·</span>
          <span>{t('catalog.lessons', { count: detail.lessonCount })}</span>
          <span aria-hidden>·</span>
          <span>{formatDuration(detail.minutes * 60)}</span>
          {detail.language === 'und' ? null : (
            <>
              <span aria-hidden>·</span>
              <span>{languageName(detail.language)}</span>
            </>
          )}
          <span aria-hidden>·</span>
          <span>
            {t('course.by')} <bdi>{detail.ownerName}</bdi>
          </span>
        </p>
      </PageHeader>
      <div className="grid grid-cols-1 gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <aside className="grid content-start gap-5 lg:order-last">
          <CoursePicture url={detail.thumbnailUrl} />
          {enrolment.error ? (
            <ErrorState compact error={enrolment.error} onRetry={() => void enrolment.refetch()} />
          ) : null}
          {enrolment.data ? (
            <EnrolPanel
              courseId={courseId}
              state={enrolment.data}
              mine={mine.data}
              hasCertificate={detail.hasCertificate}
            />
          ) : (
            <Skeleton className="h-24" />
          )}
        </aside>
        <div className="grid content-start gap-8">
          <About course={detail} />
          <Section title={t('course.outline')}>
            <CourseOutline course={detail} mine={mine.data} taking={taking} />
          </Section>
        </div>
      </div>
    </div>
  );
}

function About({ course }: { course: CatalogDetail }) {
  const { t } = useTranslation('enrolment');
  return (
    <>
      {course.description ? (
        <p dir="auto" className="prose-measure whitespace-pre-line">
          {course.description}
        </p>
      ) : null}
      {course.tags.length > 0 || course.category ? (
        <p className="flex flex-wrap gap-1.5">
          {course.category ? <Badge tone="accent">{course.category}</Badge> : null}
          {course.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </p>
      ) : null}
      {course.objectives.length > 0 ? (
        <Section title={t('course.objectives')}>
          <ul className="prose-measure grid list-disc gap-1.5 ps-5">
            {course.objectives.map((objective) => (
              <li key={objective} dir="auto">
                {objective}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {course.prerequisites.length > 0 ? (
        <Section title={t('course.prerequisites')}>
          <ul className="grid gap-1.5">
            {course.prerequisites.map((one) => (
              <li key={one.id}>
                {one.isPublished ? (
                  <Link
                    to="/courses/$courseId"
                    params={{ courseId: one.id }}
                    dir="auto"
                    className="text-link"
                  >
                    {one.title}
                  </Link>
                ) : (
                  <span dir="auto">{one.title}</span>
                )}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
