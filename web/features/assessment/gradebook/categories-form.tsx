import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getAssessment, patchAssessment } from '../../../../contracts/assessment.ts';
import {
  type GradeCategory,
  type GradedAssessment,
  putGradeCategories,
  releaseGrades,
} from '../../../../contracts/gradebook.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, Select, TextInput } from '../../../ui/field.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Section } from '../../../ui/section.tsx';
import { showToast } from '../../../ui/toast-store.ts';

type Edited = { id?: string; name: string; weight: number; dropLowest: number };

/** How the course grade comes about: categories with their weights, and what belongs to which. */
export function CategoriesForm({
  courseId,
  categories,
  assessments,
}: {
  courseId: string;
  categories: readonly GradeCategory[];
  assessments: readonly GradedAssessment[];
}) {
  const { t } = useTranslation(['assessing', 'common']);
  const queryClient = useQueryClient();
  const [edited, setEdited] = useState<Edited[]>([...categories]);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['gradebook', courseId] });
  const save = useMutation({
    mutationFn: () =>
      api(putGradeCategories, { params: { id: courseId }, body: { categories: edited } }),
    onSuccess: (saved) => {
      setEdited(saved.categories);
      showToast({ message: t('common:state.saved'), tone: 'positive' });
    },
    onSettled: refresh,
  });
  const assign = useMutation({
    mutationFn: async ({ id, categoryId }: { id: string; categoryId: string | null }) => {
      const { revision } = await api(getAssessment, { params: { id } });
      return api(patchAssessment, {
        params: { id },
        body: { categoryId },
        ifMatch: `"${revision}"`,
      });
    },
    onSettled: refresh,
  });
  const release = useMutation({
    mutationFn: (id: string) => api(releaseGrades, { params: { id } }),
    onSuccess: ({ released }) =>
      showToast({ message: t('gradebook.released', { count: released }), tone: 'positive' }),
    onSettled: refresh,
  });
  const set = (index: number, part: Partial<Edited>) =>
    setEdited(edited.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const error = save.error ?? assign.error ?? release.error;
  return (
    <Section title={t('categories.title')} lead={t('categories.lead')}>
      {error ? <ErrorState compact error={error} /> : null}
      <form
        className="grid max-w-2xl gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {edited.map((one, index) => (
          <fieldset
            // biome-ignore lint/suspicious/noArrayIndexKey: a new category has no identity but its place
            key={index}
            className="grid grid-cols-2 items-end gap-3 sm:grid-cols-[1fr_6rem_8rem_auto]"
          >
            <legend className="sr-only">{one.name || t('categories.new')}</legend>
            <Field label={t('categories.name')} required className="col-span-2 sm:col-span-1">
              <TextInput
                required
                maxLength={100}
                value={one.name}
                onChange={(event) => set(index, { name: event.target.value })}
              />
            </Field>
            <Field label={t('categories.weight')}>
              <TextInput
                type="number"
                min={0}
                max={1000}
                step="any"
                required
                defaultValue={one.weight}
                onChange={(event) => set(index, { weight: event.target.valueAsNumber || 0 })}
              />
            </Field>
            <Field label={t('categories.drop')}>
              <TextInput
                type="number"
                min={0}
                max={20}
                defaultValue={one.dropLowest}
                onChange={(event) => set(index, { dropLowest: event.target.valueAsNumber || 0 })}
              />
            </Field>
            <Button
              variant="quiet"
              aria-label={t('categories.remove', { name: one.name })}
              onClick={() => setEdited(edited.filter((_, at) => at !== index))}
            >
              {t('common:action.remove')}
            </Button>
          </fieldset>
        ))}
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setEdited([...edited, { name: '', weight: 1, dropLowest: 0 }])}>
            {t('categories.add')}
          </Button>
          <Button type="submit" variant="primary" loading={save.isPending}>
            {t('common:action.save')}
          </Button>
        </div>
      </form>
      <ul className="grid max-w-2xl divide-y divide-line">
        {assessments.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-3 py-2">
            <span className="grid">
              <span dir="auto">{one.title}</span>
              <span className="text-ink-faint text-sm">
                {t('categories.weightOf', { n: formatNumber(one.weight) })}
              </span>
            </span>
            <span className="flex flex-wrap items-center gap-2">
              {one.holdGrades ? (
                <Button
                  size="small"
                  loading={release.isPending && release.variables === one.id}
                  onClick={() => release.mutate(one.id)}
                >
                  {t('gradebook.release')}
                </Button>
              ) : null}
              {categories.length > 0 ? (
                <Field label={t('categories.of', { title: one.title })} hideLabel>
                  <Select
                    value={one.categoryId ?? ''}
                    disabled={assign.isPending}
                    onChange={(event) =>
                      assign.mutate({ id: one.id, categoryId: event.target.value || null })
                    }
                  >
                    <option value="">{t('categories.none')}</option>
                    {categories.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </Select>
                </Field>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
