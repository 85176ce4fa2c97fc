import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, ArrowRight, Bookmark as BookmarkIcon, NotebookPen } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import {
  createBookmark,
  type LessonPosition,
  type readMyLesson,
} from '../../../contracts/enrolment.ts';
import { api } from '../../api/client.ts';
import { SidePanel } from '../../frame/side-panel.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDuration } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { CompleteLesson } from './complete-lesson.tsx';
import { LessonBody } from './lesson-body.tsx';
import { LessonResources } from './lesson-resources.tsx';
import { PlayerOutline } from './player-outline.tsx';
import { myLessonQuery } from './queries.ts';
import { useHeartbeat } from './use-heartbeat.ts';

const LessonNotes = lazy(() =>
  import('./lesson-notes.tsx').then((module) => ({ default: module.LessonNotes })),
);

type Read = z.output<typeof readMyLesson.response>;

/** A lesson of a course that the reader takes: its content, the way on, notes and the outline. */
export function TakenLesson({ courseId, lessonId }: { courseId: string; lessonId: string }) {
  const read = useQuery(myLessonQuery(courseId, lessonId));
  if (read.error && !read.data)
    return <ErrorState wholePage error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <Skeleton className="h-96" />;
  return <Lesson courseId={courseId} read={read.data} />;
}

function Lesson({ courseId, read }: { courseId: string; read: Read }) {
  const { t } = useTranslation('enrolment');
  const navigate = useNavigate();
  const { lesson, previous, next } = read;
  const { lessonId } = lesson;
  const [panel, setPanel] = useState<'outline' | 'notes' | null>(null);
  /** Where the reader is now, for notes and bookmarks. */
  const place = useRef<LessonPosition | null>(read.progress.position);
  useHeartbeat(courseId, lessonId);
  const bookmark = useBookmark(courseId, lessonId);
  const go = (to: { lessonId: string } | null) =>
    to &&
    void navigate({
      to: '/courses/$courseId/lessons/$lessonId',
      params: { courseId, lessonId: to.lessonId },
    });
  const mark = () => bookmark.mutate(place.current);
  useHotkeys([
    { keys: 'n', description: t('lesson.next'), run: () => go(next), disabled: !next },
    { keys: 'p', description: t('lesson.previous'), run: () => go(previous), disabled: !previous },
    { keys: 'm', description: t('notes.open'), run: () => setPanel('notes') },
    { keys: 'b', description: t('bookmarks.add'), run: mark },
    { keys: 'o', description: t('lesson.outline'), run: () => setPanel('outline') },
  ]);
  return (
    <div className="mx-auto grid w-full max-w-3xl grid-cols-1 gap-6 pb-20">
      <PageHeader
        title={lesson.title}
        back={
          <Link to="/courses/$courseId" params={{ courseId }} dir="auto" className="text-link">
            {lesson.courseTitle}
          </Link>
        }
        actions={
          <>
            <Button size="small" onClick={() => setPanel('outline')}>
              {t('lesson.outline')}
            </Button>
            <Button
              size="small"
              icon={<NotebookPen aria-hidden className="size-4" />}
              onClick={() => setPanel('notes')}
            >
              {t('notes.title')}
            </Button>
            <Button
              size="small"
              icon={<BookmarkIcon aria-hidden className="size-4" />}
              loading={bookmark.isPending}
              onClick={mark}
            >
              {t('bookmarks.add')}
            </Button>
          </>
        }
      >
        <p className="text-ui">
          <bdi>{lesson.moduleTitle}</bdi> · {t(`kind.${lesson.kind}`)} ·{' '}
          {formatDuration(lesson.minutes * 60)}
        </p>
        {lesson.summary ? <p dir="auto">{lesson.summary}</p> : null}
      </PageHeader>
      <LessonBody courseId={courseId} read={read} place={place} />
      <LessonResources resources={lesson.resources} />
      <CompleteLesson courseId={courseId} read={read} />
      <nav aria-label={t('lesson.neighbours')} className="grid grid-cols-2 gap-3">
        {previous ? (
          <Link
            to="/courses/$courseId/lessons/$lessonId"
            params={{ courseId, lessonId: previous.lessonId }}
            className={`${buttonClass()} min-w-0 justify-start`}
          >
            <ArrowLeft aria-hidden className="size-4 shrink-0 rtl:-scale-x-100" />
            <bdi className="truncate">{previous.title}</bdi>
          </Link>
        ) : (
          <span />
        )}
        {next ? (
          <Link
            to="/courses/$courseId/lessons/$lessonId"
            params={{ courseId, lessonId: next.lessonId }}
            className={`${buttonClass()} min-w-0 justify-end`}
          >
            <bdi className="truncate">{next.title}</bdi>
            <ArrowRight aria-hidden className="size-4 shrink-0 rtl:-scale-x-100" />
          </Link>
        ) : null}
      </nav>
      <SidePanel
        open={panel !== null}
        onOpenChange={(open) => setPanel(open ? panel : null)}
        title={t(panel === 'notes' ? 'notes.title' : 'lesson.outline')}
      >
        {panel === 'outline' ? <PlayerOutline courseId={courseId} current={lessonId} /> : null}
        {panel === 'notes' ? (
          <Suspense fallback={<Skeleton className="h-40" />}>
            <LessonNotes courseId={courseId} read={read} place={place} />
          </Suspense>
        ) : null}
      </SidePanel>
    </div>
  );
}

function useBookmark(courseId: string, lessonId: string) {
  const { t } = useTranslation('enrolment');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (position: LessonPosition | null) =>
      api(createBookmark, { params: { id: courseId, lessonId }, body: { position } }),
    onSuccess: () => {
      showToast({ message: t('bookmarks.added'), tone: 'positive' });
      return queryClient.invalidateQueries(myLessonQuery(courseId, lessonId));
    },
    onError: () => showToast({ message: t('bookmarks.failed'), tone: 'negative' }),
  });
}
