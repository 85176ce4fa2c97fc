import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CourseDifficulty, createCourse } from '../../../contracts/courses.ts';
import { api } from '../../api/client.ts';
import { i18n } from '../../i18n/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx';
import { languageOptions } from './details/languages.ts';
import { COURSES, courseKey } from './queries.ts';

/** Begins a course with what it needs at least, and opens its editor. */
export function NewCourseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('courses');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const own = i18n.language.split('-')[0] ?? 'en';
  const create = useMutation({
    mutationFn: (data: FormData) => {
      const text = (name: string) => String(data.get(name) ?? '').trim();
      return api(createCourse, {
        idempotencyKey,
        body: {
          title: text('title'),
          description: text('description'),
          language: text('language'),
          difficulty:
            CourseDifficulty.options.find((one) => one === text('difficulty')) ?? 'beginner',
        },
      });
    },
    onSuccess: (course) => {
      queryClient.setQueryData(courseKey(course.id), course);
      void queryClient.invalidateQueries({ queryKey: COURSES });
      void navigate({ to: '/courses/$courseId/edit', params: { courseId: course.id } });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog open onOpenChange={onClose} title={t('page.new')}>
      <form className="grid gap-4 pb-2" onSubmit={submit}>
        {create.error ? <ErrorState compact error={create.error} /> : null}
        <Field label={t('course.title')} required>
          <TextInput name="title" maxLength={255} autoFocus />
        </Field>
        <Field label={t('course.description')} optional>
          <TextArea name="description" rows={3} maxLength={10_000} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('course.language')}>
            <Select name="language" defaultValue={own}>
              {languageOptions(own).map(({ code, name }) => (
                <option key={code} value={code}>
                  {code === 'und' ? t('course.languageUnknown') : name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('course.difficulty')}>
            <Select name="difficulty" defaultValue="beginner">
              {CourseDifficulty.options.map((one) => (
                <option key={one} value={one}>
                  {t(`difficulty.${one}`)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <div>
          <Button type="submit" variant="primary" loading={create.isPending}>
            {t('page.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
