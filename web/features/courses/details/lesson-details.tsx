import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonDraft } from '../../../../contracts/courses.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { KindIcon } from '../kind-icon.tsx';
import { LESSON_EDITORS } from '../lesson-editors.tsx';
import { lessonQuery } from '../queries.ts';
import { LessonResources } from './lesson-resources.tsx';
import { LessonSettings } from './lesson-settings.tsx';

/** One lesson: its content by kind, what is said about it, and its links and files. */
export function LessonDetails({ courseId, lessonId }: { courseId: string; lessonId: string }) {
  const lesson = useQuery(lessonQuery(lessonId));
  if (lesson.error)
    return <ErrorState error={lesson.error} onRetry={() => void lesson.refetch()} />;
  if (!lesson.data) return <Skeleton className="h-96" />;
  return <LoadedLesson courseId={courseId} lesson={lesson.data} />;
}

type Part = 'content' | 'settings' | 'resources';

function LoadedLesson({ courseId, lesson }: { courseId: string; lesson: LessonDraft }) {
  const { t } = useTranslation('courses');
  const [part, setPart] = useState<Part>('content');
  const Editor = LESSON_EDITORS[lesson.kind];
  return (
    <div className="grid min-w-0 gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid min-w-0 gap-1">
          <p className="flex items-center gap-1.5 text-ink-faint text-sm">
            <KindIcon kind={lesson.kind} />
            {t(`kind.${lesson.kind}`)}
          </p>
          <h2 dir="auto" className="font-semibold text-xl">
            {lesson.title}
          </h2>
        </div>
        <Link
          to="/courses/$courseId/preview/$lessonId"
          params={{ courseId, lessonId: lesson.id }}
          className={buttonClass('secondary', 'small')}
        >
          {t('lesson.preview')}
        </Link>
      </div>
      {lesson.notReady ? (
        <Callout tone="caution">{t(`notReady.${lesson.notReady}`)}</Callout>
      ) : null}
      <Tabs
        label={t('lesson.parts')}
        value={part}
        onChange={setPart}
        tabs={[
          {
            value: 'content',
            label: t('lesson.content'),
            content: Editor ? (
              <Suspense fallback={<Skeleton className="h-96" />}>
                <Editor key={lesson.id} courseId={courseId} lessonId={lesson.id} />
              </Suspense>
            ) : (
              <p className="text-ink-soft">{t('lesson.noEditor')}</p>
            ),
          },
          {
            value: 'settings',
            label: t('lesson.settings'),
            content: (
              <fieldset disabled={!lesson.canEdit} className="min-w-0">
                <legend className="sr-only">{t('lesson.settings')}</legend>
                <LessonSettings key={lesson.id} courseId={courseId} lesson={lesson} />
              </fieldset>
            ),
          },
          {
            value: 'resources',
            label: t('lesson.resources'),
            count: lesson.resources.length,
            content: <LessonResources key={lesson.id} lesson={lesson} />,
          },
        ]}
      />
    </div>
  );
}
