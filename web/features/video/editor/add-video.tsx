import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addVideoUrl, listVideos, VIDEO_EXTENSIONS } from '../../../../contracts/video.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { formatBytes, formatDuration } from '../../../ui/format.ts';
import { Progress } from '../../../ui/progress.tsx';
import { SkeletonText } from '../../../ui/skeleton.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { videoLimitsQuery } from './queries.ts';
import { useVideoUpload } from './use-video-upload.ts';

/** Three ways to a video: a file of one's own, an address, or one that is here already. */
export function AddVideo({
  lessonId,
  onVideo,
  onCancel,
}: {
  lessonId: string;
  onVideo: (videoId: string) => void;
  onCancel: (() => void) | undefined;
}) {
  const { t } = useTranslation(['filming', 'common']);
  const [way, setWay] = useState<'file' | 'url' | 'here'>('file');
  return (
    <div className="grid max-w-2xl gap-4">
      <Tabs
        label={t('add.label')}
        value={way}
        onChange={setWay}
        tabs={[
          {
            value: 'file',
            label: t('add.file'),
            content: <FromFile lessonId={lessonId} onVideo={onVideo} />,
          },
          { value: 'url', label: t('add.url'), content: <FromAddress onVideo={onVideo} /> },
          { value: 'here', label: t('add.here'), content: <FromHere onVideo={onVideo} /> },
        ]}
      />
      {onCancel ? (
        <Button className="justify-self-start" onClick={onCancel}>
          {t('common:action.cancel')}
        </Button>
      ) : null}
    </div>
  );
}

function FromFile({ lessonId, onVideo }: { lessonId: string; onVideo: (videoId: string) => void }) {
  const { t } = useTranslation('filming');
  const limits = useQuery(videoLimitsQuery);
  const upload = useVideoUpload(lessonId, onVideo);
  const { state } = upload;
  return (
    <div className="grid gap-4">
      <Field
        label={t('add.file')}
        hint={
          limits.data
            ? t(limits.data.converts ? 'add.limit' : 'add.limitPlain', {
                size: formatBytes(limits.data.maxBytes),
              })
            : undefined
        }
      >
        <TextInput
          type="file"
          accept={`video/*,${VIDEO_EXTENSIONS.join(',')}`}
          className="py-1.5"
          disabled={state.phase === 'sending' || state.phase === 'paused'}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void upload.start(file);
          }}
        />
      </Field>
      {state.phase === 'resumable' ? (
        <Callout tone="accent" title={t('upload.resumable')}>
          {t('upload.resumableText', { name: state.name })}
        </Callout>
      ) : null}
      {state.phase === 'sending' || state.phase === 'paused' || state.phase === 'waiting' ? (
        <div className="grid gap-3">
          <Progress value={state.share} label={t(`upload.${state.phase}`, { name: state.name })} />
          <div className="flex gap-2">
            {state.phase === 'paused' ? (
              <Button size="small" onClick={upload.resume}>
                {t('upload.resume')}
              </Button>
            ) : (
              <Button size="small" onClick={upload.pause}>
                {t('upload.pause')}
              </Button>
            )}
            <Button size="small" variant="quiet" onClick={() => void upload.cancel()}>
              {t('upload.cancel')}
            </Button>
          </div>
        </div>
      ) : null}
      {state.phase === 'failed' ? (
        <Callout tone="negative" live title={t('upload.failed')}>
          <div className="grid gap-3">
            <p dir="auto">{state.reason}</p>
            <Button size="small" className="justify-self-start" onClick={upload.resume}>
              {t('upload.resume')}
            </Button>
          </div>
        </Callout>
      ) : null}
    </div>
  );
}

function FromAddress({ onVideo }: { onVideo: (videoId: string) => void }) {
  const { t } = useTranslation('filming');
  const add = useMutation({
    mutationFn: (url: string) =>
      api(addVideoUrl, { body: { url }, idempotencyKey: crypto.randomUUID() }),
    onSuccess: ({ id }) => onVideo(id),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    add.mutate(String(new FormData(event.currentTarget).get('url')));
  };
  return (
    <form className="grid gap-4" onSubmit={submit}>
      {add.error ? <ErrorState compact error={add.error} /> : null}
      <Field label={t('add.address')} hint={t('add.addressHint')} required>
        <TextInput name="url" type="url" dir="ltr" required maxLength={2000} />
      </Field>
      <Button
        type="submit"
        variant="primary"
        className="justify-self-start"
        loading={add.isPending}
      >
        {t('add.take')}
      </Button>
    </form>
  );
}

function FromHere({ onVideo }: { onVideo: (videoId: string) => void }) {
  const { t } = useTranslation('filming');
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const videos = useQuery({
    queryKey: ['video', 'list', q],
    queryFn: ({ signal }) => api(listVideos, { query: { limit: 30, ...(q ? { q } : {}) }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="grid gap-4">
      <Field label={t('add.search')}>
        <TextInput type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      {videos.error ? <ErrorState compact error={videos.error} /> : null}
      {videos.isPending ? <SkeletonText lines={4} /> : null}
      {videos.data?.items.length === 0 ? <p>{t('add.nothing')}</p> : null}
      <ul className="grid divide-y divide-line">
        {videos.data?.items.map((video) => (
          <li key={video.id}>
            <button
              type="button"
              onClick={() => onVideo(video.id)}
              className="flex w-full items-center gap-4 rounded-control px-2 py-3 text-start hover:bg-hover"
            >
              {video.poster ? (
                <img src={video.poster} alt="" className="aspect-video w-28 rounded-control" />
              ) : null}
              <span className="grid">
                <span dir="auto" className="font-medium">
                  {video.title}
                </span>
                <span className="text-ink-faint text-sm">
                  {video.durationSeconds === null
                    ? t(`status.${video.status}`)
                    : formatDuration(video.durationSeconds)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
