import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type CourseSummary, restoreCourse } from '../../../contracts/courses.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDuration, formatNumber } from '../../ui/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { COURSES } from './queries.ts';
import { StateBadge } from './state-badge.tsx';

/** A course in the list of its authors; a deleted one can be brought back. */
export function CourseCard({
  course,
  itemProps,
}: {
  course: CourseSummary;
  itemProps: Record<string, unknown>;
}) {
  const { t } = useTranslation('courses');
  const isDeleted = course.deletedAt !== null;
  return (
    <li
      {...itemProps}
      className="relative grid content-between gap-4 overflow-hidden rounded-panel border border-line bg-surface p-5 hover:border-line-strong"
    >
      <div className="grid gap-3">
        {course.thumbnailUrl ? (
          <img
            src={course.thumbnailUrl}
            alt=""
            loading="lazy"
            className="-mx-5 -mt-5 mb-1 aspect-[3/1] w-[calc(100%+2.5rem)] max-w-none object-cover"
          />
        ) : null}
        <p className="flex flex-wrap items-center gap-2 text-ink-faint text-sm">
          <StateBadge state={course.state} />
          {course.category ? <span dir="auto">{course.category}</span> : null}
        </p>
        <h2 className="font-semibold text-lg leading-snug">
          {isDeleted ? (
            <span dir="auto">{course.title}</span>
          ) : (
            <Link
              to="/courses/$courseId/edit"
              params={{ courseId: course.id }}
              dir="auto"
              className="outline-offset-4 after:absolute after:inset-0"
            >
              {course.title}
            </Link>
          )}
        </h2>
      </div>
      <div className="grid gap-2 text-ink-soft text-sm">
        <p>
          {t('card.counts', {
            modules: formatNumber(course.moduleCount),
            lessons: formatNumber(course.lessonCount),
            duration: formatDuration(course.minutes * 60),
          })}
        </p>
        <p className="text-ink-faint">
          <span dir="auto">{course.ownerName}</span> · <RelativeTime date={course.changedAt} />
        </p>
        {isDeleted && course.canEdit ? <Restore id={course.id} /> : null}
      </div>
    </li>
  );
}

function Restore({ id }: { id: string }) {
  const { t } = useTranslation('courses');
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: () => api(restoreCourse, { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: COURSES }),
  });
  return (
    <>
      {restore.error ? <ErrorState compact error={restore.error} /> : null}
      <Button
        size="small"
        className="justify-self-start"
        loading={restore.isPending}
        onClick={() => restore.mutate()}
      >
        {t('card.restore')}
      </Button>
    </>
  );
}
