import { useMutation } from '@tanstack/react-query';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { giveFeedback } from '../../../contracts/learning.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast-store.ts';

const Dialog = lazy(() =>
  import('../../ui/dialog.tsx').then((module) => ({ default: module.Dialog })),
);

/** Lets a learner tell a teacher that something is wrong with an item. */
export function ReportButton({ itemId }: { itemId: string }) {
  const { t } = useTranslation('learning');
  const [open, setOpen] = useState(false);
  const [comment, setComment] = useState('');
  const report = useMutation({
    mutationFn: () => api(giveFeedback, { body: { kind: 'report', itemId, comment } }),
    onSuccess: () => {
      setOpen(false);
      setComment('');
      showToast({ message: t('study.reported'), tone: 'positive' });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (comment.trim() !== '') report.mutate();
  };
  return (
    <>
      <Button size="small" variant="quiet" onClick={() => setOpen(true)}>
        {t('study.report')}
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <Dialog open onOpenChange={setOpen} title={t('study.report')}>
            <form className="grid gap-4" onSubmit={submit}>
              {report.error ? <ErrorState compact error={report.error} /> : null}
              <Field label={t('study.reportLabel')} required>
                <TextArea
                  maxLength={4000}
                  required
                  value={comment}
                  onChange={(event) => setComment(event.target.value)}
                />
              </Field>
              <Button type="submit" variant="primary" loading={report.isPending}>
                {t('study.reportSend')}
              </Button>
            </form>
          </Dialog>
        </Suspense>
      ) : null}
    </>
  );
}
