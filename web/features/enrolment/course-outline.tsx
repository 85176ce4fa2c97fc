import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { CatalogDetail, OutlineLesson } from '../../../contracts/courses.ts';
import type { getMyCourse, MyLessonEntry } from '../../../contracts/enrolment.ts';
import { useSession } from '../../frame/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { formatDuration, formatPercent } from '../../ui/format.ts';
import { LessonState } from './lesson-state.tsx';

/** Modules and lessons; those that the reader may open are links. */
export function CourseOutline({
  course,
  mine,
  taking,
}: {
  course: CatalogDetail;
  mine: z.output<typeof getMyCourse.response> | undefined;
  taking: boolean;
}) {
  const { role } = useSession();
  const states = new Map(
    mine?.modules.flatMap(({ lessons }) => lessons.map((lesson) => [lesson.lessonId, lesson])),
  );
  return (
    <ol className="grid gap-7">
      {course.modules.map((module) => (
        <li key={module.id} className="grid gap-2">
          <h3 dir="auto" className="font-semibold">
            {module.title}
          </h3>
          {module.description ? (
            <p dir="auto" className="prose-measure text-ink-soft text-ui">
              {module.description}
            </p>
          ) : null}
          <ol className="grid divide-y divide-line">
            {module.lessons.map((lesson) => (
              <OutlineRow
                key={lesson.id}
                courseId={course.id}
                lesson={lesson}
                mine={states.get(lesson.id)}
                open={taking || lesson.isFree || (role !== 'learner' && course.canEdit)}
              />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function OutlineRow({
  courseId,
  lesson,
  mine,
  open,
}: {
  courseId: string;
  lesson: OutlineLesson;
  mine: MyLessonEntry | undefined;
  open: boolean;
}) {
  const { t } = useTranslation('enrolment');
  return (
    <li className="relative flex min-h-12 items-center gap-3 py-2">
      {mine ? <LessonState state={mine.state} /> : null}
      <div className="grid min-w-0 flex-1">
        {open ? (
          <Link
            to="/courses/$courseId/lessons/$lessonId"
            params={{ courseId, lessonId: lesson.id }}
            dir="auto"
            className="after:absolute after:inset-0 hover:underline"
          >
            {lesson.title}
          </Link>
        ) : (
          <span dir="auto">{lesson.title}</span>
        )}
        <span className="text-ink-faint text-sm">
          {t(`kind.${lesson.kind}`)} · {formatDuration(lesson.minutes * 60)}
          {lesson.isRequired ? null : ` · ${t('outline.optional')}`}
          {mine?.score == null ? null : ` · ${formatPercent(mine.score / 100)}`}
        </span>
      </div>
      {mine?.isNew ? <Badge tone="accent">{t('outline.new')}</Badge> : null}
      {!mine && lesson.isFree ? <Badge>{t('outline.free')}</Badge> : null}
    </li>
  );
}
