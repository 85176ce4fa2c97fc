import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowUp, FileDown, Link2, X } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type LessonDraft,
  type LessonResource,
  MAX_RESOURCES,
  putResources,
} from '../../../../contracts/courses.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { completeHref } from '../article/links.ts';
import { etagOf, lessonKey } from '../queries.ts';
import { MOST_BYTES, uploadFile } from '../upload-file.ts';

type Sent =
  | { id?: string; kind: 'link'; title: string; url: string }
  | { id?: string; kind: 'file'; title: string; fileId: string };

function asSent(resource: LessonResource): Sent {
  const { id, title } = resource;
  return resource.kind === 'link'
    ? { id, kind: 'link', title, url: resource.url }
    : { id, kind: 'file', title, fileId: resource.file.id };
}

/** Links and files that go with a lesson, in order; each change is saved at once. */
export function LessonResources({ lesson }: { lesson: LessonDraft }) {
  const { t } = useTranslation('courses');
  const queryClient = useQueryClient();
  const file = useRef<HTMLInputElement>(null);
  const save = useMutation({
    mutationFn: async (next: Sent[] | File) => {
      const resources =
        next instanceof File
          ? [
              ...sent,
              {
                kind: 'file' as const,
                title: next.name.slice(0, 255),
                fileId: (await uploadFile(next, 'download')).id,
              },
            ]
          : next;
      return api(putResources, {
        params: { id: lesson.id },
        ifMatch: etagOf(lesson.revision),
        body: { resources },
      });
    },
    onSuccess: (saved) => queryClient.setQueryData(lessonKey(lesson.id), saved),
    onError: () =>
      void queryClient.invalidateQueries({ queryKey: lessonKey(lesson.id), exact: true }),
  });
  const sent = lesson.resources.map(asSent);
  const isFull = sent.length >= MAX_RESOURCES;
  return (
    <div className="grid max-w-2xl gap-5">
      {save.error ? <ErrorState compact error={save.error} /> : null}
      {lesson.resources.length === 0 ? (
        <p className="text-ink-soft text-ui">{t('resources.none')}</p>
      ) : (
        <ul className="grid gap-2">
          {lesson.resources.map((resource, index) => (
            <li
              key={resource.id}
              className="flex items-center gap-2 rounded-control border border-line bg-surface px-3 py-2"
            >
              {resource.kind === 'link' ? (
                <Link2 aria-hidden className="size-4 shrink-0 text-ink-faint" />
              ) : (
                <FileDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
              )}
              <div className="grid min-w-0 flex-1">
                <a
                  href={resource.kind === 'link' ? resource.url : resource.file.url}
                  target="_blank"
                  rel="noopener noreferrer"
                  dir="auto"
                  className="justify-self-start text-link [overflow-wrap:anywhere]"
                >
                  {resource.title}
                </a>
                <span dir="ltr" className="truncate text-start text-ink-faint text-sm">
                  {resource.kind === 'link' ? resource.url : formatBytes(resource.file.sizeBytes)}
                </span>
              </div>
              {lesson.canEdit ? (
                <>
                  <IconButton
                    size="small"
                    aria-label={t('path.up', { title: resource.title })}
                    disabled={index === 0}
                    icon={<ArrowUp aria-hidden className="size-4" />}
                    onClick={() => save.mutate(swapped(sent, index))}
                  />
                  <IconButton
                    size="small"
                    aria-label={t('resources.remove', { title: resource.title })}
                    icon={<X aria-hidden className="size-4" />}
                    onClick={() => save.mutate(sent.filter((_, at) => at !== index))}
                  />
                </>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {lesson.canEdit && !isFull ? (
        <>
          <LinkForm
            saving={save.isPending}
            onAdd={(title, url) => save.mutate([...sent, { kind: 'link', title, url }])}
          />
          <div className="grid justify-items-start gap-1.5">
            <Button loading={save.isPending} onClick={() => file.current?.click()}>
              {t('resources.file')}
            </Button>
            <p className="text-ink-faint text-sm">
              {t('resources.fileHint', { size: formatBytes(MOST_BYTES.download) })}
            </p>
            <input
              ref={file}
              type="file"
              hidden
              onChange={(event) => {
                const chosen = event.target.files?.[0];
                event.target.value = '';
                if (chosen) save.mutate(chosen);
              }}
            />
          </div>
        </>
      ) : null}
    </div>
  );
}

/** One place up. */
function swapped(list: readonly Sent[], at: number): Sent[] {
  const next = [...list];
  next.splice(at - 1, 0, ...next.splice(at, 1));
  return next;
}

function LinkForm({
  saving,
  onAdd,
}: {
  saving: boolean;
  onAdd: (title: string, url: string) => void;
}) {
  const { t } = useTranslation('courses');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const url = completeHref(String(data.get('url') ?? ''));
    if (!/^https?:\/\/./i.test(url)) return setWrong(true);
    setWrong(false);
    onAdd(String(data.get('title') ?? '').trim() || url.slice(0, 255), url);
    form.reset();
  };
  return (
    <form className="grid items-end gap-3 sm:grid-cols-[1fr_1fr_auto]" onSubmit={submit}>
      <Field label={t('resources.url')} error={wrong ? t('resources.wrong') : undefined} required>
        <TextInput name="url" dir="ltr" inputMode="url" maxLength={2000} />
      </Field>
      <Field label={t('resources.title')} optional>
        <TextInput name="title" maxLength={255} />
      </Field>
      <Button type="submit" loading={saving}>
        {t('resources.add')}
      </Button>
    </form>
  );
}
