import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Assessment,
  deleteOverride,
  listOverrides,
  type Override,
  putOverride,
} from '../../../../contracts/assessment.ts';
import { listCoursePeople } from '../../../../contracts/enrolment.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, Select, TextArea, TextInput } from '../../../ui/field.tsx';
import { formatDateTime, formatNumber } from '../../../ui/format.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { fromLocal, toLocal } from './local-time.ts';

const keyOf = (id: string) => ['assessment', 'overrides', id];

/** Learners for whom other rules hold: more time, more attempts, other dates. */
export function OverridesPanel({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation(['assessing', 'common']);
  const queryClient = useQueryClient();
  const [edited, setEdited] = useState<Override | 'new' | null>(null);
  const list = useQuery({
    queryKey: keyOf(assessment.id),
    queryFn: ({ signal }) =>
      api(listOverrides, { params: { id: assessment.id }, query: { limit: 100 }, signal }),
  });
  const remove = useMutation({
    mutationFn: (userId: string) => api(deleteOverride, { params: { id: assessment.id, userId } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(assessment.id) }),
  });
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton className="h-40" />;
  const rules = (one: Override) =>
    [
      one.timeFactor === 1 ? null : t('overrides.factor', { n: formatNumber(one.timeFactor) }),
      one.extraMinutes === 0 ? null : t('overrides.minutes', { count: one.extraMinutes }),
      one.extraAttempts === 0 ? null : t('overrides.attempts', { count: one.extraAttempts }),
      one.opensAt && `${t('settings.opensAt')} ${formatDateTime(one.opensAt)}`,
      one.dueAt && `${t('settings.dueAt')} ${formatDateTime(one.dueAt)}`,
      one.closesAt && `${t('settings.closesAt')} ${formatDateTime(one.closesAt)}`,
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <div className="grid max-w-2xl gap-4">
      {remove.error ? <ErrorState compact error={remove.error} /> : null}
      <p className="text-ink-soft text-ui">{t('overrides.lead')}</p>
      <ul className="grid divide-y divide-line">
        {list.data.items.map((one) => (
          <li key={one.userId} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <span className="grid gap-0.5">
              <bdi className="font-medium">{one.userName}</bdi>
              <span className="text-ui">{rules(one)}</span>
              <span dir="auto" className="text-ink-faint text-sm">
                {one.reason}
              </span>
            </span>
            <span className="flex gap-1">
              <Button size="small" variant="quiet" onClick={() => setEdited(one)}>
                {t('common:action.edit')}
              </Button>
              <Button size="small" variant="quiet" onClick={() => remove.mutate(one.userId)}>
                {t('common:action.remove')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <Button className="justify-self-start" onClick={() => setEdited('new')}>
        {t('overrides.add')}
      </Button>
      {edited ? (
        <OverrideDialog
          assessment={assessment}
          override={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </div>
  );
}

function OverrideDialog({
  assessment,
  override,
  onClose,
}: {
  assessment: Assessment;
  override: Override | null;
  onClose: () => void;
}) {
  const { t } = useTranslation(['assessing', 'common']);
  const queryClient = useQueryClient();
  const people = useQuery({
    queryKey: ['course-people', assessment.courseId, 'pick'],
    queryFn: ({ signal }) =>
      api(listCoursePeople, {
        params: { id: assessment.courseId },
        query: { limit: 100 },
        signal,
      }),
    enabled: override === null,
  });
  const save = useMutation({
    mutationFn: (data: FormData) => {
      const text = (name: string) => String(data.get(name) ?? '');
      return api(putOverride, {
        params: { id: assessment.id, userId: override?.userId ?? text('userId') },
        body: {
          timeFactor: Number(text('timeFactor')) || 1,
          extraMinutes: Number(text('extraMinutes')) || 0,
          extraAttempts: Number(text('extraAttempts')) || 0,
          opensAt: fromLocal(text('opensAt')),
          dueAt: fromLocal(text('dueAt')),
          closesAt: fromLocal(text('closesAt')),
          reason: text('reason'),
        },
      });
    },
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(assessment.id) }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog open onOpenChange={onClose} title={override?.userName ?? t('overrides.add')}>
      <form className="grid gap-4 pb-2 sm:grid-cols-2" onSubmit={submit}>
        {save.error ? <ErrorState compact error={save.error} /> : null}
        {override ? null : (
          <Field label={t('overrides.learner')} required className="sm:col-span-2">
            <Select name="userId" required defaultValue="">
              <option value="" disabled>
                {t('overrides.choose')}
              </option>
              {people.data?.items.map(({ userId, name }) => (
                <option key={userId} value={userId}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field label={t('overrides.timeFactor')} hint={t('overrides.timeFactorHint')}>
          <TextInput
            name="timeFactor"
            type="number"
            min={1}
            max={10}
            step={0.05}
            defaultValue={override?.timeFactor ?? 1}
          />
        </Field>
        <Field label={t('overrides.extraMinutes')}>
          <TextInput
            name="extraMinutes"
            type="number"
            min={0}
            max={1440}
            defaultValue={override?.extraMinutes ?? 0}
          />
        </Field>
        <Field label={t('overrides.extraAttempts')}>
          <TextInput
            name="extraAttempts"
            type="number"
            min={0}
            max={100}
            defaultValue={override?.extraAttempts ?? 0}
          />
        </Field>
        {(['opensAt', 'dueAt', 'closesAt'] as const).map((name) => (
          <Field key={name} label={t(`settings.${name}`)}>
            <TextInput
              name={name}
              type="datetime-local"
              defaultValue={toLocal(override?.[name] ?? null)}
            />
          </Field>
        ))}
        <Field label={t('overrides.reason')} required className="sm:col-span-2">
          <TextArea name="reason" required maxLength={1000} defaultValue={override?.reason ?? ''} />
        </Field>
        <div className="flex justify-end gap-2 sm:col-span-2">
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button type="submit" variant="primary" loading={save.isPending}>
            {t('common:action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
