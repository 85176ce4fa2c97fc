import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  addTrack,
  deleteTrack,
  getTrack,
  makeTranscript,
  TrackKind,
  updateTrack,
  type VideoDetail,
  type VideoTrack,
} from '../../../../contracts/video.ts';
import { api } from '../../../api/client.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, Select, TextArea, TextInput } from '../../../ui/field.tsx';
import { SkeletonText } from '../../../ui/skeleton.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { videoQuery } from './queries.ts';

/** Captions in several languages, and the one of which the material is made. */
export function TracksPanel({ video, canEdit }: { video: VideoDetail; canEdit: boolean }) {
  const { t } = useTranslation(['filming', 'common']);
  const queryClient = useQueryClient();
  const [edited, setEdited] = useState<VideoTrack | 'new' | null>(null);
  const onSettled = () => queryClient.invalidateQueries(videoQuery(video.id));
  const paramsOf = (trackId: string) => ({ id: video.id, trackId });
  const remove = useMutation({
    mutationFn: (trackId: string) => api(deleteTrack, { params: paramsOf(trackId) }),
    onSettled,
  });
  const transcribe = useMutation({
    mutationFn: (trackId: string) => api(makeTranscript, { params: paramsOf(trackId) }),
    onSuccess: ({ job }) => {
      void queryClient.invalidateQueries({ queryKey: ['jobs'] });
      showToast({ message: t(job ? 'tracks.making' : 'tracks.madeAlready'), tone: 'positive' });
    },
    onSettled,
  });
  const error = remove.error ?? transcribe.error;
  return (
    <div className="grid max-w-2xl gap-4">
      {error ? <ErrorState compact error={error} /> : null}
      {video.tracks.length === 0 ? (
        <EmptyState title={t('tracks.empty')}>{t('tracks.emptyText')}</EmptyState>
      ) : null}
      <ul className="grid divide-y divide-line">
        {video.tracks.map((track) => (
          <li key={track.id} className="flex flex-wrap items-center gap-3 py-3">
            <span className="grid min-w-40 flex-1">
              <span className="flex flex-wrap items-center gap-2">
                <bdi className="font-medium">{track.label}</bdi>
                {track.isDefault ? <Badge>{t('tracks.default')}</Badge> : null}
                {track.isTranscript ? <Badge tone="accent">{t('tracks.transcript')}</Badge> : null}
              </span>
              <span className="text-ink-faint text-sm">
                {t(`tracks.kind.${track.kind}`)} · {track.language} ·{' '}
                {t('tracks.cues', { count: track.cueCount })}
              </span>
            </span>
            {track.isTranscript && video.materialId ? (
              <Link
                to="/materials/$materialId"
                params={{ materialId: video.materialId }}
                className="text-link text-ui"
              >
                {t('tracks.material')}
              </Link>
            ) : null}
            {canEdit ? (
              <span className="flex flex-wrap gap-1">
                {track.isTranscript ? null : (
                  <Button
                    size="small"
                    loading={transcribe.isPending && transcribe.variables === track.id}
                    onClick={() => transcribe.mutate(track.id)}
                  >
                    {t('tracks.make')}
                  </Button>
                )}
                <Button size="small" variant="quiet" onClick={() => setEdited(track)}>
                  {t('common:action.edit')}
                </Button>
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={t('tracks.delete', { label: track.label })}
                  onClick={() => remove.mutate(track.id)}
                >
                  {t('common:action.delete')}
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {canEdit ? (
        <Button
          variant={video.tracks.length === 0 ? 'primary' : 'secondary'}
          className="justify-self-start"
          onClick={() => setEdited('new')}
        >
          {t('tracks.add')}
        </Button>
      ) : null}
      {edited === 'new' ? <AddTrack video={video} onClose={() => setEdited(null)} /> : null}
      {edited && edited !== 'new' ? (
        <EditTrack videoId={video.id} track={edited} onClose={() => setEdited(null)} />
      ) : null}
    </div>
  );
}

function AddTrack({ video, onClose }: { video: VideoDetail; onClose: () => void }) {
  const { t } = useTranslation(['filming', 'common']);
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const add = useMutation({
    mutationFn: (data: FormData) =>
      api(addTrack, {
        params: { id: video.id },
        idempotencyKey: crypto.randomUUID(),
        body: {
          kind: data.get('kind') as VideoTrack['kind'],
          language: String(data.get('language')).trim(),
          label: String(data.get('label')).trim(),
          isDefault: data.has('isDefault'),
          text,
        },
      }),
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries(videoQuery(video.id)),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    add.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog open onOpenChange={onClose} size="large" title={t('tracks.add')}>
      <form className="grid gap-4 pb-2 sm:grid-cols-3" onSubmit={submit}>
        {add.error ? (
          <div className="sm:col-span-3">
            <ErrorState compact error={add.error} />
          </div>
        ) : null}
        <Field label={t('tracks.label')} required>
          <TextInput name="label" required maxLength={100} placeholder="English" />
        </Field>
        <Field label={t('tracks.language')} hint={t('tracks.languageHint')} required>
          <TextInput
            name="language"
            dir="ltr"
            required
            maxLength={35}
            pattern="[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"
            placeholder="en"
          />
        </Field>
        <Field label={t('tracks.kindLabel')}>
          <Select name="kind" defaultValue="captions">
            {TrackKind.options.map((kind) => (
              <option key={kind} value={kind}>
                {t(`tracks.kind.${kind}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('tracks.file')} hint={t('tracks.fileHint')} className="sm:col-span-3">
          <TextInput
            type="file"
            accept=".vtt,.srt,text/vtt,application/x-subrip"
            className="py-1.5"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) void file.text().then(setText);
            }}
          />
        </Field>
        <Field label={t('tracks.text')} required className="sm:col-span-3">
          <TextArea
            rows={8}
            required
            className="font-mono text-sm"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Checkbox
          name="isDefault"
          label={t('tracks.setDefault')}
          defaultChecked={video.tracks.length === 0}
          className="sm:col-span-3"
        />
        <div className="flex justify-end gap-2 sm:col-span-3">
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button type="submit" variant="primary" loading={add.isPending}>
            {t('tracks.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function EditTrack({
  videoId,
  track,
  onClose,
}: {
  videoId: string;
  track: VideoTrack;
  onClose: () => void;
}) {
  const { t } = useTranslation(['filming', 'common']);
  const queryClient = useQueryClient();
  const params = { id: videoId, trackId: track.id };
  const read = useQuery({
    queryKey: ['video', 'track', track.id],
    queryFn: ({ signal }) => api(getTrack, { params, signal }),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const save = useMutation({
    mutationFn: (data: FormData) => {
      const text = String(data.get('text'));
      return api(updateTrack, {
        params,
        ifMatch: `"${read.data?.revision ?? track.revision}"`,
        body: {
          label: String(data.get('label')).trim(),
          isDefault: data.has('isDefault'),
          ...(text === read.data?.text ? {} : { text }),
        },
      });
    },
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries(videoQuery(videoId)),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="large"
      title={<bdi>{track.label}</bdi>}
      description={track.isTranscript ? t('tracks.transcriptEdit') : undefined}
    >
      {read.error ? <ErrorState compact error={read.error} /> : null}
      {read.isPending ? <SkeletonText lines={8} /> : null}
      {read.data ? (
        <form className="grid gap-4 pb-2" onSubmit={submit}>
          {save.error ? <ErrorState compact error={save.error} /> : null}
          <Field label={t('tracks.label')} required>
            <TextInput name="label" required maxLength={100} defaultValue={track.label} />
          </Field>
          <Field label={t('tracks.text')} required>
            <TextArea
              name="text"
              rows={12}
              required
              className="font-mono text-sm"
              defaultValue={read.data.text}
            />
          </Field>
          <Checkbox
            name="isDefault"
            label={t('tracks.setDefault')}
            defaultChecked={track.isDefault}
          />
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{t('common:action.cancel')}</Button>
            <Button type="submit" variant="primary" loading={save.isPending}>
              {t('common:action.save')}
            </Button>
          </div>
        </form>
      ) : null}
    </Dialog>
  );
}
