import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CourseDraft, listCourses, putPrerequisites } from '../../../../contracts/courses.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { courseKey, etagOf } from '../queries.ts';

/** The courses to complete before this one. */
export function Prerequisites({ draft }: { draft: CourseDraft }) {
  const { t } = useTranslation('courses');
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ['prerequisite-search', q],
    queryFn: ({ signal }) => api(listCourses, { query: { q, limit: 8 }, signal }),
    enabled: q !== '',
  });
  const save = useMutation({
    mutationFn: (courseIds: string[]) =>
      api(putPrerequisites, {
        params: { id: draft.id },
        ifMatch: etagOf(draft.revision),
        body: { courseIds },
      }),
    onSuccess: (saved) => {
      queryClient.setQueryData(courseKey(draft.id), saved);
      setTyped('');
    },
  });
  const ids = draft.prerequisites.map(({ id }) => id);
  const offered = (found.data?.items ?? []).filter(
    ({ id }) => id !== draft.id && !ids.includes(id),
  );
  return (
    <div className="grid max-w-2xl gap-3">
      {save.error ? <ErrorState compact error={save.error} /> : null}
      {draft.prerequisites.length === 0 ? (
        <p className="text-ink-soft text-ui">{t('prerequisites.none')}</p>
      ) : (
        <ul className="grid gap-1">
          {draft.prerequisites.map(({ id, title }) => (
            <li key={id} className="flex items-center justify-between gap-2">
              <span dir="auto">{title}</span>
              <IconButton
                size="small"
                aria-label={t('prerequisites.remove', { title })}
                icon={<X aria-hidden className="size-4" />}
                onClick={() => save.mutate(ids.filter((one) => one !== id))}
              />
            </li>
          ))}
        </ul>
      )}
      <Field label={t('prerequisites.search')}>
        <TextInput type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <p role="status" className="text-ink-soft text-sm">
        {q !== '' && found.data && offered.length === 0 ? t('prerequisites.nothing') : ''}
      </p>
      {q === '' ? null : (
        <ul className="grid gap-1">
          {offered.map(({ id, title }) => (
            <li key={id}>
              <Button
                variant="quiet"
                size="small"
                loading={save.isPending}
                onClick={() => save.mutate([...ids, id])}
              >
                <span dir="auto">{t('prerequisites.add', { title })}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
