import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { updateVideo, type VideoDetail } from '../../../../contracts/video.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { formatTimecode } from '../../../ui/format.ts';
import { SaveBar } from '../../courses/details/save-bar.tsx';
import { parseTimecode } from './parse-timecode.ts';
import { videoQuery } from './queries.ts';

type Edited = { time: string; title: string };

/** The title of a video and its chapters. */
export function ChaptersForm({
  video,
  seconds,
  canEdit,
}: {
  video: VideoDetail;
  seconds: number;
  canEdit: boolean;
}) {
  const { t } = useTranslation(['filming', 'common']);
  const queryClient = useQueryClient();
  const [chapters, setChapters] = useState<Edited[]>(
    video.chapters.map(({ atSeconds, title }) => ({ time: formatTimecode(atSeconds), title })),
  );
  const save = useMutation({
    mutationFn: (title: string) =>
      api(updateVideo, {
        params: { id: video.id },
        ifMatch: `"${video.revision}"`,
        body: {
          title,
          chapters: chapters
            .map(({ time, title: name }) => ({ atSeconds: parseTimecode(time) ?? 0, title: name }))
            .sort((a, b) => a.atSeconds - b.atSeconds),
        },
      }),
    onSuccess: (now) => queryClient.setQueryData(videoQuery(video.id).queryKey, now),
  });
  const wrong = chapters.some(({ time }) => parseTimecode(time) === null);
  const set = (index: number, part: Partial<Edited>) =>
    setChapters(chapters.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!wrong) save.mutate(String(new FormData(event.currentTarget).get('title')).trim());
  };
  return (
    <form className="grid max-w-2xl gap-4" onSubmit={submit}>
      <fieldset disabled={!canEdit} className="grid gap-4">
        <Field label={t('chapters.videoTitle')} required>
          <TextInput name="title" required maxLength={255} defaultValue={video.title} />
        </Field>
        {chapters.length === 0 ? (
          <EmptyState title={t('chapters.empty')} className="py-4">
            {t('chapters.emptyText')}
          </EmptyState>
        ) : null}
        {chapters.map((one, index) => (
          <fieldset
            // biome-ignore lint/suspicious/noArrayIndexKey: a chapter has no identity but its place while it is edited
            key={index}
            className="grid grid-cols-[6rem_1fr_auto] items-end gap-3"
          >
            <legend className="sr-only">{one.title || t('chapters.new')}</legend>
            <Field
              label={t('milestone.time')}
              error={parseTimecode(one.time) === null ? t('milestone.badTime') : undefined}
            >
              <TextInput
                dir="ltr"
                required
                value={one.time}
                onChange={(event) => set(index, { time: event.target.value })}
              />
            </Field>
            <Field label={t('chapters.title')} required>
              <TextInput
                required
                maxLength={255}
                value={one.title}
                onChange={(event) => set(index, { title: event.target.value })}
              />
            </Field>
            <Button
              variant="quiet"
              aria-label={t('chapters.remove', { title: one.title })}
              onClick={() => setChapters(chapters.filter((_, at) => at !== index))}
            >
              {t('common:action.remove')}
            </Button>
          </fieldset>
        ))}
        {canEdit ? (
          <>
            <Button
              className="justify-self-start"
              onClick={() =>
                setChapters([...chapters, { time: formatTimecode(seconds), title: '' }])
              }
            >
              {t('chapters.add', { time: formatTimecode(seconds) })}
            </Button>
            <SaveBar
              saving={save.isPending}
              saved={save.isSuccess}
              error={save.error}
              onReload={() => void queryClient.invalidateQueries(videoQuery(video.id))}
            />
          </>
        ) : null}
      </fieldset>
    </form>
  );
}
