import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { putLessonVideo } from '../../../../contracts/video.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { LessonEditorProps } from '../../courses/lesson-editor-props.ts';
import { courseQuery } from '../../courses/queries.ts';
import { AddVideo } from './add-video.tsx';
import { lessonVideoQuery } from './queries.ts';
import { VideoWorkbench } from './video-workbench.tsx';

/** The video of a lesson: added or chosen, then captions, chapters, questions and how it is watched. */
export function VideoLessonEditor({ lessonId, courseId }: LessonEditorProps) {
  const { t } = useTranslation('filming');
  const queryClient = useQueryClient();
  const [changing, setChanging] = useState(false);
  const lesson = useQuery(lessonVideoQuery(lessonId));
  const course = useQuery(courseQuery(courseId));
  const choose = useMutation({
    mutationFn: (videoId: string) =>
      api(putLessonVideo, { params: { id: lessonId }, body: { videoId } }),
    onSuccess: (now) => {
      setChanging(false);
      queryClient.setQueryData(lessonVideoQuery(lessonId).queryKey, now);
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['lesson', lessonId] });
      void queryClient.invalidateQueries({ queryKey: ['course', courseId] });
    },
  });
  const error = lesson.error ?? course.error;
  if (error) return <ErrorState error={error} onRetry={() => void lesson.refetch()} />;
  if (!lesson.data || !course.data) return <Skeleton className="aspect-video" />;
  const { video } = lesson.data;
  const { canEdit } = course.data;
  return (
    <div className="grid gap-6">
      {choose.error ? <ErrorState compact error={choose.error} /> : null}
      {video && !changing ? (
        <>
          <VideoWorkbench
            videoId={video.id}
            lessonId={lessonId}
            courseId={courseId}
            canEdit={canEdit}
          />
          {canEdit ? (
            <Button
              size="small"
              variant="quiet"
              className="justify-self-start"
              onClick={() => setChanging(true)}
            >
              {t('change')}
            </Button>
          ) : null}
        </>
      ) : canEdit ? (
        <AddVideo
          lessonId={lessonId}
          onVideo={(videoId) => choose.mutate(videoId)}
          onCancel={changing ? () => setChanging(false) : undefined}
        />
      ) : (
        <p className="text-ink-soft">{t('none')}</p>
      )}
    </div>
  );
}
