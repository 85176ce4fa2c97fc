import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CourseDifficulty,
  type CourseDraft,
  CourseEnrolment,
  updateCourse,
} from '../../../../contracts/courses.ts';
import { api } from '../../../api/client.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field, Select, TextArea, TextInput } from '../../../ui/field.tsx';
import { COURSES, courseKey, courseQuery, etagOf, labelsQuery } from '../queries.ts';
import { changedFields, labelsOf, linesOf, numberOf } from './changed-fields.ts';
import { languageOptions } from './languages.ts';
import { SaveBar } from './save-bar.tsx';

function read(form: HTMLFormElement) {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '').trim();
  return {
    title: text('title'),
    description: text('description'),
    objectives: linesOf(text('objectives')),
    tags: labelsOf(text('tags')),
    category: text('category') || null,
    difficulty:
      CourseDifficulty.options.find((one) => one === text('difficulty')) ?? ('beginner' as const),
    language: text('language'),
    estimatedMinutes: numberOf(text('estimatedMinutes')),
    enrolment:
      CourseEnrolment.options.find((one) => one === text('enrolment')) ?? ('open' as const),
    maxStudents: numberOf(text('maxStudents')),
    requiredPercent: numberOf(text('requiredPercent')) ?? 100,
    hasCertificate: data.has('hasCertificate'),
    isFeatured: data.has('isFeatured'),
  };
}

/** What is said about a course, and the rules of taking it. */
export function CourseDetails({ draft }: { draft: CourseDraft }) {
  const { t } = useTranslation('courses');
  const queryClient = useQueryClient();
  const ids = { category: useId(), tags: useId() };
  const labels = useQuery(labelsQuery);
  // What the fields began with: only what is other than this is sent.
  const [start, setStart] = useState(draft);
  const [edited, setEdited] = useState(false);
  const save = useMutation({
    mutationFn: (form: HTMLFormElement) =>
      api(updateCourse, {
        params: { id: draft.id },
        ifMatch: etagOf(draft.revision),
        body: changedFields({ ...start }, read(form)),
      }),
    onSuccess: (saved) => {
      setStart(saved);
      setEdited(false);
      queryClient.setQueryData(courseKey(draft.id), saved);
      void queryClient.invalidateQueries({ queryKey: COURSES });
      void queryClient.invalidateQueries({ queryKey: labelsQuery.queryKey });
    },
  });
  const reload = async () => {
    setStart(await queryClient.fetchQuery({ ...courseQuery(draft.id), staleTime: 0 }));
    save.reset();
    setEdited(false);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(event.currentTarget);
  };
  return (
    <form
      // A version that was read anew fills the fields anew.
      key={start.revision}
      className="grid max-w-2xl gap-4"
      onSubmit={submit}
      onChange={() => setEdited(true)}
    >
      <Field label={t('course.title')} required>
        <TextInput name="title" maxLength={255} defaultValue={start.title} />
      </Field>
      <Field label={t('course.description')}>
        <TextArea name="description" rows={4} maxLength={10_000} defaultValue={start.description} />
      </Field>
      <Field label={t('course.objectives')} hint={t('course.objectivesHint')}>
        <TextArea name="objectives" rows={3} defaultValue={start.objectives.join('\n')} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('course.category')}>
          <TextInput
            name="category"
            maxLength={100}
            list={ids.category}
            defaultValue={start.category ?? ''}
          />
        </Field>
        <datalist id={ids.category}>
          {labels.data?.categories.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Field label={t('course.tags')} hint={t('course.tagsHint')}>
          <TextInput name="tags" list={ids.tags} defaultValue={start.tags.join(', ')} />
        </Field>
        <datalist id={ids.tags}>
          {labels.data?.tags.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Field label={t('course.difficulty')}>
          <Select name="difficulty" defaultValue={start.difficulty}>
            {CourseDifficulty.options.map((one) => (
              <option key={one} value={one}>
                {t(`difficulty.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('course.language')}>
          <Select name="language" defaultValue={start.language}>
            {languageOptions(start.language).map(({ code, name }) => (
              <option key={code} value={code}>
                {code === 'und' ? t('course.languageUnknown') : name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('course.minutes')} hint={t('course.minutesHint')}>
          <TextInput
            name="estimatedMinutes"
            type="number"
            min={1}
            max={100_000}
            defaultValue={start.estimatedMinutes ?? ''}
          />
        </Field>
        <Field label={t('course.maxStudents')} hint={t('course.maxStudentsHint')}>
          <TextInput
            name="maxStudents"
            type="number"
            min={1}
            max={1_000_000}
            defaultValue={start.maxStudents ?? ''}
          />
        </Field>
        <Field label={t('course.enrolment')}>
          <Select name="enrolment" defaultValue={start.enrolment}>
            {CourseEnrolment.options.map((one) => (
              <option key={one} value={one}>
                {t(`enrolment.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('course.requiredPercent')} hint={t('course.requiredPercentHint')}>
          <TextInput
            name="requiredPercent"
            type="number"
            min={1}
            max={100}
            required
            defaultValue={start.requiredPercent}
          />
        </Field>
      </div>
      <Checkbox
        name="hasCertificate"
        label={t('course.certificate')}
        hint={t('course.certificateHint')}
        defaultChecked={start.hasCertificate}
      />
      <Checkbox
        name="isFeatured"
        label={t('course.featured')}
        hint={t('course.featuredHint')}
        defaultChecked={start.isFeatured}
      />
      <p className="text-ink-faint text-sm">{t('course.atOnce')}</p>
      <SaveBar
        saving={save.isPending}
        saved={save.isSuccess && !edited}
        error={save.error}
        onReload={() => void reload()}
      />
    </form>
  );
}
