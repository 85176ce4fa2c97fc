import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applyRegrade, getRegrade } from '../../../../contracts/assessment.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, TextArea } from '../../../ui/field.tsx';
import { formatPercent } from '../../../ui/format.ts';
import { Table } from '../../../ui/table.tsx';
import { showToast } from '../../../ui/toast-store.ts';

/** Questions that were corrected after learners answered them, and whom grading again would touch. */
export function RegradePanel({ assessmentId }: { assessmentId: string }) {
  const { t } = useTranslation(['assessing', 'common']);
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const queryKey = ['assessment', 'regrade', assessmentId];
  const preview = useQuery({
    queryKey,
    queryFn: ({ signal }) => api(getRegrade, { params: { id: assessmentId }, signal }),
    staleTime: 0,
  });
  const apply = useMutation({
    mutationFn: (body: { reason: string; allowLower: boolean }) =>
      api(applyRegrade, {
        params: { id: assessmentId },
        body: {
          ...body,
          questions: (preview.data?.questions ?? []).map(({ itemId, version }) => ({
            itemId,
            version,
          })),
        },
      }),
    onSuccess: ({ raised, lowered }) => {
      setOpen(false);
      showToast({ message: t('regrade.done', { raised, lowered }), tone: 'positive' });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['assessment'] }),
  });
  const found = preview.data;
  if (!found || found.questions.length === 0) return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    apply.mutate({ reason: String(data.get('reason')), allowLower: data.has('allowLower') });
  };
  return (
    <>
      <Callout tone="caution" title={t('regrade.title', { count: found.questions.length })}>
        <div className="grid gap-3">
          <ul className="list-disc ps-5">
            {found.questions.map(({ itemId, stem }) => (
              <li key={itemId} dir="auto">
                {stem}
              </li>
            ))}
          </ul>
          <Button size="small" className="justify-self-start" onClick={() => setOpen(true)}>
            {t('regrade.preview')}
          </Button>
        </div>
      </Callout>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        size="large"
        title={t('regrade.dialog')}
        description={t('regrade.summary', {
          raised: found.raised,
          lowered: found.lowered,
          passed: found.newlyPassed,
          failed: found.newlyFailed,
        })}
      >
        <form className="grid gap-4 pb-2" onSubmit={submit}>
          {apply.error ? <ErrorState compact error={apply.error} /> : null}
          <div className="max-h-72 overflow-y-auto">
            <Table
              caption={t('regrade.dialog')}
              rows={found.changes}
              rowKey={({ attemptId }) => attemptId}
              columns={[
                {
                  key: 'name',
                  header: t('attempts.learner'),
                  primary: true,
                  cell: (one) => <bdi>{one.userName}</bdi>,
                },
                {
                  key: 'old',
                  header: t('regrade.before'),
                  align: 'end',
                  cell: (one) => formatPercent(one.oldPercent / 100),
                },
                {
                  key: 'new',
                  header: t('regrade.after'),
                  align: 'end',
                  cell: (one) => formatPercent(one.newPercent / 100),
                },
                {
                  key: 'passed',
                  header: t('regrade.passing'),
                  cell: (one) =>
                    one.oldPassed === one.newPassed
                      ? ''
                      : t(one.newPassed ? 'regrade.nowPassed' : 'regrade.nowFailed'),
                },
              ]}
            />
          </div>
          {found.lowered > 0 ? (
            <Checkbox name="allowLower" label={t('regrade.allowLower', { count: found.lowered })} />
          ) : null}
          <Field label={t('overrides.reason')} required>
            <TextArea name="reason" required maxLength={1000} />
          </Field>
          <Button
            type="submit"
            variant="primary"
            className="justify-self-end"
            loading={apply.isPending}
          >
            {t('regrade.apply')}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
