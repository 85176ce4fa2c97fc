import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import {
  createNote,
  deleteBookmark,
  deleteNote,
  type LessonPosition,
  listSharedNotes,
  type Note,
  type readMyLesson,
  updateNote,
} from '../../../contracts/enrolment.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { formatRelative } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { placeName } from './place-name.ts';
import { myLessonQuery } from './queries.ts';
import { useGoToPlace } from './use-go-to-place.ts';

type Props = {
  courseId: string;
  read: z.output<typeof readMyLesson.response>;
  place: RefObject<LessonPosition | null>;
};

/** What the reader wrote and marked in a lesson, and what others share. */
export function LessonNotes({ courseId, read, place }: Props) {
  const { t } = useTranslation(['enrolment', 'common']);
  const queryClient = useQueryClient();
  const { lessonId } = read.lesson;
  const refresh = () => queryClient.invalidateQueries(myLessonQuery(courseId, lessonId));
  const add = useMutation({
    mutationFn: (body: { text: string; isPublic: boolean }) =>
      api(createNote, {
        params: { id: courseId, lessonId },
        body: { ...body, position: place.current },
      }),
    onSuccess: refresh,
  });
  const unmark = useMutation({
    mutationFn: (id: string) => api(deleteBookmark, { params: { id } }),
    onSettled: refresh,
  });
  const goTo = useGoToPlace();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    add.mutate(
      { text: String(data.get('text')), isPublic: data.get('share') === 'on' },
      { onSuccess: () => form.reset() },
    );
  };
  return (
    <div className="grid gap-8">
      <form className="grid gap-3" onSubmit={submit}>
        {add.error ? <ErrorState compact error={add.error} /> : null}
        <Field label={t('notes.new')}>
          <TextArea name="text" rows={4} required maxLength={10_000} />
        </Field>
        <Checkbox name="share" label={t('notes.share')} />
        <Button
          type="submit"
          variant="primary"
          className="justify-self-start"
          loading={add.isPending}
        >
          {t('notes.add')}
        </Button>
      </form>
      <Section title={t('notes.mine')}>
        {read.notes.length === 0 ? (
          <p className="text-ink-soft text-ui">{t('notes.none')}</p>
        ) : (
          <ul className="grid divide-y divide-line">
            {read.notes.map((note) => (
              <NoteRow key={note.id} note={note} onChanged={refresh} onGo={goTo} />
            ))}
          </ul>
        )}
      </Section>
      {read.bookmarks.length > 0 ? (
        <Section title={t('bookmarks.title')}>
          <ul className="grid divide-y divide-line">
            {read.bookmarks.map((bookmark) => (
              <li key={bookmark.id} className="flex items-center justify-between gap-3 py-2">
                <button
                  type="button"
                  className="text-link text-ui"
                  onClick={() => goTo(bookmark.position)}
                >
                  {bookmark.label || placeName(bookmark.position, t)}
                </button>
                <Button size="small" variant="quiet" onClick={() => unmark.mutate(bookmark.id)}>
                  {t('common:action.remove')}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <SharedNotes courseId={courseId} lessonId={lessonId} />
    </div>
  );
}

function NoteRow({
  note,
  onChanged,
  onGo,
}: {
  note: Note;
  onChanged: () => Promise<void>;
  onGo: (position: LessonPosition | null) => void;
}) {
  const { t } = useTranslation(['enrolment', 'common']);
  const [editing, setEditing] = useState(false);
  const change = useMutation({
    mutationFn: (body: { text?: string; isPublic?: boolean }) =>
      api(updateNote, { params: { id: note.id }, body, ifMatch: `"${note.revision}"` }),
    onSuccess: () => setEditing(false),
    onSettled: onChanged,
  });
  const remove = useMutation({
    mutationFn: () => api(deleteNote, { params: { id: note.id } }),
    onSettled: onChanged,
  });
  const error = change.error ?? remove.error;
  return (
    <li className="grid gap-2 py-3">
      {error ? <ErrorState compact error={error} /> : null}
      {editing ? (
        <form
          className="grid gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate({ text: String(new FormData(event.currentTarget).get('text')) });
          }}
        >
          <Field label={t('notes.edit')} hideLabel>
            <TextArea name="text" rows={4} required maxLength={10_000} defaultValue={note.text} />
          </Field>
          <div className="flex gap-2">
            <Button type="submit" size="small" variant="primary" loading={change.isPending}>
              {t('common:action.save')}
            </Button>
            <Button size="small" variant="quiet" onClick={() => setEditing(false)}>
              {t('common:action.cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <>
          <p dir="auto" className="whitespace-pre-line">
            {note.text}
          </p>
          <p className="flex flex-wrap items-center gap-x-3 text-ink-faint text-sm">
            <span>{formatRelative(note.updatedAt)}</span>
            {note.isPublic ? <span>{t('notes.shared')}</span> : null}
            {note.position ? (
              <button type="button" className="text-link" onClick={() => onGo(note.position)}>
                {placeName(note.position, t)}
              </button>
            ) : null}
          </p>
          <div className="flex flex-wrap gap-1">
            <Button size="small" variant="quiet" onClick={() => setEditing(true)}>
              {t('common:action.edit')}
            </Button>
            <Button
              size="small"
              variant="quiet"
              loading={change.isPending}
              onClick={() => change.mutate({ isPublic: !note.isPublic })}
            >
              {t(note.isPublic ? 'notes.unshare' : 'notes.shareThis')}
            </Button>
            <Button
              size="small"
              variant="quiet"
              loading={remove.isPending}
              onClick={() => remove.mutate()}
            >
              {t('common:action.delete')}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}

function SharedNotes({ courseId, lessonId }: { courseId: string; lessonId: string }) {
  const { t } = useTranslation('enrolment');
  const shared = useInfiniteQuery({
    queryKey: ['shared-notes', courseId, lessonId],
    queryFn: ({ pageParam, signal }) =>
      api(listSharedNotes, {
        params: { id: courseId, lessonId },
        query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const rows = shared.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title={t('notes.others')}>
      <ul className="grid divide-y divide-line">
        {rows.map((note) => (
          <li key={note.id} className="grid gap-1 py-3">
            <p dir="auto" className="whitespace-pre-line">
              {note.text}
            </p>
            <p className="text-ink-faint text-sm">
              <bdi>{note.authorName}</bdi> · {formatRelative(note.updatedAt)}
            </p>
          </li>
        ))}
      </ul>
      {shared.hasNextPage ? (
        <Button
          size="small"
          loading={shared.isFetchingNextPage}
          onClick={() => void shared.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </Section>
  );
}
