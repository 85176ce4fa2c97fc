import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LessonDraft, updateLesson } from '../../../../contracts/courses.ts';
import { api } from '../../../api/client.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';
import { formatDuration } from '../../../ui/format.ts';
import { courseKey, etagOf, lessonKey, lessonQuery } from '../queries.ts';
import { changedFields, linesOf, numberOf } from './changed-fields.ts';
import { SaveBar } from './save-bar.tsx';

function read(form: HTMLFormElement) {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '').trim();
  return {
    title: text('title'),
    summary: text('summary'),
    objectives: linesOf(text('objectives')),
    estimatedMinutes: numberOf(text('estimatedMinutes')),
    isFree: data.has('isFree'),
    isRequired: data.has('isRequired'),
  };
}

/** What is said about a lesson. Give it a `key` of the lesson's id. */
export function LessonSettings({ courseId, lesson }: { courseId: string; lesson: LessonDraft }) {
  const { t } = useTranslation('courses');
  const queryClient = useQueryClient();
  const [start, setStart] = useState(lesson);
  const [edited, setEdited] = useState(false);
  const save = useMutation({
    mutationFn: (form: HTMLFormElement) =>
      api(updateLesson, {
        params: { id: lesson.id },
        ifMatch: etagOf(lesson.revision),
        body: changedFields({ ...start }, read(form)),
      }),
    onSuccess: (saved) => {
      setStart(saved);
      setEdited(false);
      queryClient.setQueryData(lessonKey(lesson.id), saved);
      void queryClient.invalidateQueries({ queryKey: courseKey(courseId) });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(event.currentTarget);
  };
  return (
    <form
      key={start.revision}
      className="grid max-w-2xl gap-4"
      onSubmit={submit}
      onChange={() => setEdited(true)}
    >
      <Field label={t('lesson.title')} required>
        <TextInput name="title" maxLength={255} defaultValue={start.title} />
      </Field>
      <Field label={t('lesson.summary')}>
        <TextArea name="summary" rows={3} maxLength={2000} defaultValue={start.summary} />
      </Field>
      <Field label={t('course.objectives')} hint={t('course.objectivesHint')}>
        <TextArea name="objectives" rows={3} defaultValue={start.objectives.join('\n')} />
      </Field>
      <Field
        label={t('lesson.minutes')}
        hint={t('lesson.minutesHint', { duration: formatDuration(start.reckonedMinutes * 60) })}
      >
        <TextInput
          name="estimatedMinutes"
          type="number"
          min={1}
          max={10_000}
          defaultValue={start.estimatedMinutes ?? ''}
        />
      </Field>
      <Checkbox
        name="isRequired"
        label={t('lesson.required')}
        hint={t('lesson.requiredHint')}
        defaultChecked={start.isRequired}
      />
      <Checkbox
        name="isFree"
        label={t('lesson.isFree')}
        hint={t('lesson.isFreeHint')}
        defaultChecked={start.isFree}
      />
      <SaveBar
        saving={save.isPending}
        saved={save.isSuccess && !edited}
        error={save.error}
        onReload={async () => {
          setStart(await queryClient.fetchQuery({ ...lessonQuery(lesson.id), staleTime: 0 }));
          save.reset();
          setEdited(false);
        }}
      />
    </form>
  );
}
