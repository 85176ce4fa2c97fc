import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type GradeCell,
  type GradedAssessment,
  putGrade,
} from '../../../../contracts/gradebook.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';
import { formatPercent } from '../../../ui/format.ts';

/** One grade: as earned, decided otherwise with a reason, or not asked for. */
export function GradeDialog({
  courseId,
  row,
  assessment,
  cell,
  onClose,
}: {
  courseId: string;
  row: { userId: string; userName: string };
  assessment: GradedAssessment;
  cell: GradeCell;
  onClose: () => void;
}) {
  const { t } = useTranslation(['assessing', 'common']);
  const queryClient = useQueryClient();
  const [exempt, setExempt] = useState(cell.exempt);
  const save = useMutation({
    mutationFn: (body: { percent: number | null; exempt: boolean; reason: string }) =>
      api(putGrade, { params: { id: assessment.id, userId: row.userId }, body }),
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['gradebook', courseId] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const typed = String(data.get('percent') ?? '');
    save.mutate({
      percent: exempt || typed === '' ? null : Number(typed),
      exempt,
      reason: String(data.get('reason')),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={<bdi>{row.userName}</bdi>}
      description={assessment.title}
    >
      <form className="grid gap-4 pb-2" onSubmit={submit}>
        {save.error ? <ErrorState compact error={save.error} /> : null}
        <p className="text-ink-soft text-ui">
          {t('gradebook.earned')}{' '}
          {cell.earnedPercent === null ? '–' : formatPercent(cell.earnedPercent / 100)} ·{' '}
          {t('gradebook.attempts', { count: cell.attempts })}
          {cell.released ? '' : ` · ${t('gradebook.held')}`}
        </p>
        <Field label={t('gradebook.override')} hint={t('gradebook.overrideHint')}>
          <TextInput
            name="percent"
            type="number"
            min={0}
            max={100}
            step="any"
            disabled={exempt}
            defaultValue={cell.overridden && cell.percent !== null ? cell.percent : ''}
          />
        </Field>
        <Checkbox
          label={t('gradebook.exemptThis')}
          checked={exempt}
          onChange={(event) => setExempt(event.target.checked)}
        />
        <Field label={t('overrides.reason')} required>
          <TextArea name="reason" required maxLength={1000} defaultValue={cell.reason ?? ''} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button type="submit" variant="primary" loading={save.isPending}>
            {t('common:action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
