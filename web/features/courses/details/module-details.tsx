import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type CourseDraft,
  type CourseModule,
  updateModule,
} from '../../../../contracts/courses.ts';
import { api } from '../../../api/client.ts';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';
import { courseKey, courseQuery, etagOf } from '../queries.ts';
import { changedFields } from './changed-fields.ts';
import { SaveBar } from './save-bar.tsx';

/** The title and description of a module. Give it a `key` of the module's id. */
export function ModuleDetails({ draft, module }: { draft: CourseDraft; module: CourseModule }) {
  const { t } = useTranslation('courses');
  const queryClient = useQueryClient();
  const [start, setStart] = useState({ ...module, round: 0 });
  const [edited, setEdited] = useState(false);
  const begin = (course: CourseDraft) => {
    const now = course.modules.find(({ id }) => id === module.id);
    if (now) setStart(({ round }) => ({ ...now, round: round + 1 }));
    setEdited(false);
  };
  const save = useMutation({
    mutationFn: (form: FormData) =>
      api(updateModule, {
        params: { id: draft.id, moduleId: module.id },
        ifMatch: etagOf(draft.revision),
        body: changedFields(
          { title: start.title, description: start.description },
          {
            title: String(form.get('title') ?? '').trim(),
            description: String(form.get('description') ?? '').trim(),
          },
        ),
      }),
    onSuccess: (saved) => {
      queryClient.setQueryData(courseKey(draft.id), saved);
      begin(saved);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  };
  return (
    <form
      key={start.round}
      className="grid max-w-2xl gap-4"
      onSubmit={submit}
      onChange={() => setEdited(true)}
    >
      <Field label={t('module.title')} required>
        <TextInput name="title" maxLength={255} defaultValue={start.title} />
      </Field>
      <Field label={t('module.description')}>
        <TextArea name="description" rows={4} maxLength={4000} defaultValue={start.description} />
      </Field>
      <SaveBar
        saving={save.isPending}
        saved={save.isSuccess && !edited}
        error={save.error}
        onReload={async () => {
          begin(await queryClient.fetchQuery({ ...courseQuery(draft.id), staleTime: 0 }));
          save.reset();
        }}
      />
    </form>
  );
}
