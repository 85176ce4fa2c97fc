import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listSubjects,
  type Material,
  MaterialLevel,
  suggestDescription,
  updateMaterial,
} from '../../../contracts/library.ts';
import { aidsQuery } from '../../api/aids.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx';

/** The button and the dialog that change what is said about a material. */
export function EditMaterial({ material }: { material: Material }) {
  const { t } = useTranslation('library');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('material.edit')}</Button>
      {open ? <EditDialog material={material} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function EditDialog({ material, onClose }: { material: Material; onClose: () => void }) {
  const { t } = useTranslation(['library', 'common']);
  const queryClient = useQueryClient();
  const subjectsId = useId();
  const subjects = useQuery({
    queryKey: ['subjects'],
    queryFn: ({ signal }) => api(listSubjects, { signal }),
  });
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const value = (name: string) => String(form.get(name) ?? '').trim();
      return api(updateMaterial, {
        params: { id: material.id },
        ifMatch: `"${material.revision}"`,
        body: {
          title: value('title'),
          description: value('description') || null,
          subject: value('subject') || null,
          level: MaterialLevel.options.find((level) => level === value('level')) ?? null,
          tags: [
            ...new Set(
              value('tags')
                .split(/[,،]/)
                .map((tag) => tag.trim()),
            ),
          ].filter(Boolean),
        },
      });
    },
    onSuccess: (saved) => {
      queryClient.setQueryData(['material', material.id], saved);
      void queryClient.invalidateQueries({ queryKey: ['materials'] });
      void queryClient.invalidateQueries({ queryKey: ['subjects'] });
      onClose();
    },
  });
  const form = useRef<HTMLFormElement>(null);
  const aids = useQuery(aidsQuery);
  const suggest = useMutation({
    mutationFn: () => api(suggestDescription, { params: { id: material.id } }),
    onSuccess: (told) => {
      const values = { ...told, tags: told.tags.join(', ') };
      for (const [name, value] of Object.entries(values)) {
        const field = form.current?.elements.namedItem(name);
        if (field && 'value' in field) field.value = value;
      }
    },
  });
  const error = save.error ?? suggest.error;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog open onOpenChange={onClose} title={t('material.edit')}>
      <form ref={form} className="grid gap-4" onSubmit={submit}>
        {error ? <ErrorState compact error={error} /> : null}
        <Field label={t('addDialog.titleField')} required>
          <TextInput name="title" maxLength={255} defaultValue={material.title} />
        </Field>
        <Field label={t('material.description')}>
          <TextArea
            name="description"
            rows={3}
            maxLength={4000}
            defaultValue={material.description ?? ''}
          />
        </Field>
        <div className="grid gap-4 md:grid-cols-2">
          <Field label={t('filter.subject')}>
            <TextInput
              name="subject"
              maxLength={100}
              list={subjectsId}
              defaultValue={material.subject ?? ''}
            />
          </Field>
          <datalist id={subjectsId}>
            {subjects.data?.subjects.map(({ subject }) => (
              <option key={subject} value={subject} />
            ))}
          </datalist>
          <Field label={t('material.level')}>
            <Select name="level" defaultValue={material.level ?? ''}>
              <option value="">{t('level.none')}</option>
              {MaterialLevel.options.map((level) => (
                <option key={level} value={level}>
                  {t(`level.${level}`)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <Field label={t('material.tags')}>
          <TextInput name="tags" defaultValue={material.tags.join(', ')} />
        </Field>
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="primary" loading={save.isPending}>
            {t('common:action.save')}
          </Button>
          {aids.data?.describes ? (
            <Button loading={suggest.isPending} onClick={() => suggest.mutate()}>
              {t('material.suggest')}
            </Button>
          ) : null}
        </div>
      </form>
    </Dialog>
  );
}
