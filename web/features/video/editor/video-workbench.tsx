import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelVideo, retryVideo, type VideoDetail } from '../../../../contracts/video.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatBytes, formatDuration } from '../../../ui/format.ts';
import { Progress } from '../../../ui/progress.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { ChaptersForm } from './chapters-form.tsx';
import { MilestonesPanel } from './milestones-panel.tsx';
import { videoQuery } from './queries.ts';
import { TracksPanel } from './tracks-panel.tsx';
import { VideoAnalytics } from './video-analytics.tsx';

type Props = { videoId: string; lessonId: string; courseId: string; canEdit: boolean };

/** One video with everything that is made of it. */
export function VideoWorkbench(props: Props) {
  const { t } = useTranslation('filming');
  const queryClient = useQueryClient();
  const video = useQuery(videoQuery(props.videoId));
  const status = video.data?.status;
  // What the course says of the lesson changes once its video is ready.
  useEffect(() => {
    if (status === undefined || status === 'processing') return;
    void queryClient.invalidateQueries({ queryKey: ['lesson', props.lessonId], exact: true });
    void queryClient.invalidateQueries({ queryKey: ['course', props.courseId] });
  }, [status, queryClient, props.lessonId, props.courseId]);
  if (video.error) return <ErrorState error={video.error} onRetry={() => void video.refetch()} />;
  if (!video.data) return <Skeleton className="aspect-video" />;
  return video.data.status === 'ready' ? (
    <Ready {...props} video={video.data} />
  ) : (
    <Unready video={video.data} title={t(`status.${video.data.status}`)} />
  );
}

function Unready({ video, title }: { video: VideoDetail; title: string }) {
  const { t } = useTranslation('filming');
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries(videoQuery(video.id));
  const params = { id: video.id };
  const cancel = useMutation({ mutationFn: () => api(cancelVideo, { params }), onSettled });
  const retry = useMutation({ mutationFn: () => api(retryVideo, { params }), onSettled });
  if (video.status === 'failed')
    return (
      <Callout tone="negative" title={title}>
        <div className="grid gap-3">
          <p>{video.error?.message}</p>
          <Button
            size="small"
            className="justify-self-start"
            loading={retry.isPending}
            onClick={() => retry.mutate()}
          >
            {t('retry')}
          </Button>
        </div>
      </Callout>
    );
  return (
    <div className="grid max-w-xl gap-3">
      <Progress
        value={video.progress?.share ?? null}
        label={video.progress ? t(`stage.${video.progress.stage}`) : title}
      />
      <p className="text-ink-soft text-ui">{t('working')}</p>
      <Button
        size="small"
        className="justify-self-start"
        loading={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        {t('stop')}
      </Button>
    </div>
  );
}

type Part = 'milestones' | 'tracks' | 'chapters' | 'analytics';

function Ready({ video, lessonId, canEdit }: Props & { video: VideoDetail }) {
  const { t } = useTranslation('filming');
  const [part, setPart] = useState<Part>('milestones');
  const element = useRef<HTMLVideoElement>(null);
  const [seconds, setSeconds] = useState(0);
  const seek = (to: number) => {
    if (element.current) element.current.currentTime = to;
    setSeconds(to);
  };
  return (
    <div className="grid gap-5">
      <div className="grid gap-2">
        {/* biome-ignore lint/a11y/useMediaCaption: captions are the tracks that the video has */}
        <video
          ref={element}
          controls
          playsInline
          preload="metadata"
          src={video.play?.src}
          poster={video.poster ?? undefined}
          aria-label={video.title}
          className="aspect-video w-full rounded-control bg-black"
          onTimeUpdate={(event) => setSeconds(event.currentTarget.currentTime)}
        >
          {video.tracks.map((track) => (
            <track
              key={track.id}
              kind={track.kind}
              srcLang={track.language}
              label={track.label}
              src={track.src}
              default={track.isDefault}
            />
          ))}
        </video>
        <p className="text-ink-faint text-sm">
          <bdi>{video.sourceName}</bdi>
          {video.durationSeconds === null ? '' : ` · ${formatDuration(video.durationSeconds)}`}
          {video.width && video.height ? ` · ${video.width}×${video.height}` : ''}
          {video.sizeBytes === null ? '' : ` · ${formatBytes(video.sizeBytes)}`}
        </p>
      </div>
      <Tabs
        label={t('parts.label')}
        value={part}
        onChange={setPart}
        tabs={[
          {
            value: 'milestones',
            label: t('parts.milestones'),
            content: (
              <MilestonesPanel video={video} seconds={seconds} onSeek={seek} canEdit={canEdit} />
            ),
          },
          {
            value: 'tracks',
            label: t('parts.tracks'),
            count: video.tracks.length,
            content: <TracksPanel video={video} canEdit={canEdit} />,
          },
          {
            value: 'chapters',
            label: t('parts.chapters'),
            count: video.chapters.length,
            content: (
              <ChaptersForm
                key={video.revision}
                video={video}
                seconds={seconds}
                canEdit={canEdit}
              />
            ),
          },
          {
            value: 'analytics',
            label: t('parts.analytics'),
            content: <VideoAnalytics lessonId={lessonId} />,
          },
        ]}
      />
    </div>
  );
}
