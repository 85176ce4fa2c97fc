import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDuration, formatPercent } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LessonState } from './lesson-state.tsx';
import { myCourseQuery } from './queries.ts';

/** The course beside the lesson: where one is, what is done, and the way to every other lesson. */
export function PlayerOutline({ courseId, current }: { courseId: string; current: string }) {
  const { t } = useTranslation('enrolment');
  const mine = useQuery(myCourseQuery(courseId));
  if (mine.error)
    return <ErrorState compact error={mine.error} onRetry={() => void mine.refetch()} />;
  if (!mine.data) return <Skeleton className="h-64" />;
  const { course, modules } = mine.data;
  return (
    <div className="grid gap-6">
      <Progress
        value={course.progressPercent / 100}
        label={t('enrol.progress')}
        detail={formatPercent(course.progressPercent / 100)}
      />
      <ol className="grid gap-5">
        {modules.map((module) => (
          <li key={module.lessons[0]?.lessonId ?? module.title} className="grid gap-1">
            <h3 dir="auto" className="font-semibold text-ui">
              {module.title}
            </h3>
            <ol className="grid">
              {module.lessons.map((lesson) => (
                <li key={lesson.lessonId}>
                  <Link
                    to="/courses/$courseId/lessons/$lessonId"
                    params={{ courseId, lessonId: lesson.lessonId }}
                    aria-current={lesson.lessonId === current ? 'page' : undefined}
                    className="flex min-h-11 items-center gap-3 rounded-control px-2 py-1.5 text-ui hover:bg-hover aria-[current=page]:bg-accent-tint"
                  >
                    <LessonState state={lesson.state} />
                    <span className="grid min-w-0 flex-1">
                      <span dir="auto">{lesson.title}</span>
                      <span className="text-ink-faint text-sm">
                        {t(`kind.${lesson.kind}`)} · {formatDuration(lesson.estimatedMinutes * 60)}
                      </span>
                    </span>
                  </Link>
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </div>
  );
}
