import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enrolPeople } from '../../../contracts/enrolment.ts';
import { listMembers } from '../../../contracts/tenancy.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { CsvImport } from './csv-import.tsx';

/** Puts people into a course: picked by name, or from a list of addresses. */
export function EnrolDialog({ courseId, onClose }: { courseId: string; onClose: () => void }) {
  const { t } = useTranslation('enrolment');
  const [way, setWay] = useState<'pick' | 'csv'>('pick');
  return (
    <Dialog open onOpenChange={onClose} size="large" title={t('people.enrol')}>
      <div className="grid gap-5 pb-2">
        <SegmentedControl
          legend={t('enrolDialog.way')}
          segments={[
            { value: 'pick', label: t('enrolDialog.pick') },
            { value: 'csv', label: t('enrolDialog.csv') },
          ]}
          value={way}
          onChange={setWay}
        />
        {way === 'pick' ? (
          <Pick courseId={courseId} onDone={onClose} />
        ) : (
          <CsvImport courseId={courseId} onDone={onClose} />
        )}
      </div>
    </Dialog>
  );
}

function Pick({ courseId, onDone }: { courseId: string; onDone: () => void }) {
  const { t } = useTranslation('enrolment');
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const q = useDeferredValue(typed.trim());
  const members = useQuery({
    queryKey: ['members', 'pick', q],
    queryFn: ({ signal }) =>
      api(listMembers, { query: { limit: 20, ...(q ? { q } : {}) }, signal }),
  });
  const add = useMutation({
    mutationFn: () =>
      api(enrolPeople, { params: { id: courseId }, body: { userIds: [...chosen.keys()] } }),
    onSuccess: ({ results }) => {
      const enrolled = results.filter(({ outcome }) => outcome === 'enrolled').length;
      const waiting = results.filter(({ outcome }) => outcome === 'waiting').length;
      showToast({
        message: t('enrolDialog.result', {
          enrolled,
          waiting,
          already: results.length - enrolled - waiting,
        }),
        tone: 'positive',
      });
      onDone();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['course-people', courseId] }),
  });
  const toggle = (id: string, name: string) => {
    const next = new Map(chosen);
    if (!next.delete(id)) next.set(id, name);
    setChosen(next);
  };
  const rows = members.data?.items ?? [];
  const listed = new Set(rows.map(({ userId }) => userId));
  const elsewhere = [...chosen].filter(([id]) => !listed.has(id));
  return (
    <div className="grid gap-4">
      {add.error ? <ErrorState compact error={add.error} /> : null}
      <Field label={t('people.search')}>
        <TextInput type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      {members.error ? <ErrorState compact error={members.error} /> : null}
      {members.isPending ? <Skeleton className="h-40" /> : null}
      <fieldset className="grid max-h-72 gap-3 overflow-y-auto p-1">
        <legend className="sr-only">{t('enrolDialog.choose')}</legend>
        {elsewhere.map(([id, name]) => (
          <Checkbox key={id} label={<bdi>{name}</bdi>} checked onChange={() => toggle(id, name)} />
        ))}
        {rows.map(({ userId, name, email }) => (
          <Checkbox
            key={userId}
            label={<bdi>{name}</bdi>}
            hint={email}
            checked={chosen.has(userId)}
            onChange={() => toggle(userId, name)}
          />
        ))}
      </fieldset>
      <Button
        variant="primary"
        className="justify-self-end"
        disabled={chosen.size === 0}
        loading={add.isPending}
        onClick={() => add.mutate()}
      >
        {chosen.size === 0 ? t('people.enrol') : t('enrolDialog.add', { count: chosen.size })}
      </Button>
    </div>
  );
}
