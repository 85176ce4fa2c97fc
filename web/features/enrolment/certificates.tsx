import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Certificate,
  listCourseCertificates,
  reinstateCertificate,
  revokeCertificate,
} from '../../../contracts/enrolment.ts';
import { api } from '../../api/client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { formatDate } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { Table } from '../../ui/table.tsx';

/** The certificates of a course; a wrong one can be revoked, and that taken back. */
export function Certificates({ courseId }: { courseId: string }) {
  const { t } = useTranslation('enrolment');
  const [chosen, setChosen] = useState<Certificate | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['course-certificates', courseId],
    queryFn: ({ pageParam, signal }) =>
      api(listCourseCertificates, {
        params: { id: courseId },
        query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (rows.length === 0) return null;
  return (
    <Section title={t('certificates.title')}>
      <Table
        caption={t('certificates.title')}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            header: t('people.name'),
            primary: true,
            cell: (one) => <bdi>{one.learnerName}</bdi>,
          },
          { key: 'date', header: t('certificates.date'), cell: (one) => formatDate(one.issuedAt) },
          {
            key: 'code',
            header: t('certificates.code'),
            cell: (one) => (
              <a href={one.verifyUrl} dir="ltr" className="text-link font-mono text-sm">
                {one.code}
              </a>
            ),
          },
          {
            key: 'state',
            header: t('people.status'),
            cell: (one) =>
              one.revokedAt ? (
                <Badge tone="negative">{t('certificates.revoked')}</Badge>
              ) : (
                <Badge tone="positive">{t('certificates.valid')}</Badge>
              ),
          },
          {
            key: 'actions',
            header: t('people.actions'),
            cell: (one) => (
              <Button size="small" variant="quiet" onClick={() => setChosen(one)}>
                {t(one.revokedAt ? 'certificates.reinstate' : 'certificates.revoke')}
              </Button>
            ),
          },
        ]}
      />
      {list.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
      {chosen ? <ReasonDialog certificate={chosen} onClose={() => setChosen(null)} /> : null}
    </Section>
  );
}

function ReasonDialog({ certificate, onClose }: { certificate: Certificate; onClose: () => void }) {
  const { t } = useTranslation(['enrolment', 'common']);
  const queryClient = useQueryClient();
  const revoked = certificate.revokedAt !== null;
  const change = useMutation({
    mutationFn: (reason: string) =>
      api(revoked ? reinstateCertificate : revokeCertificate, {
        params: { id: certificate.courseId, certificateId: certificate.id },
        body: { reason },
      }),
    onSuccess: onClose,
    onSettled: () =>
      queryClient.invalidateQueries({ queryKey: ['course-certificates', certificate.courseId] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change.mutate(String(new FormData(event.currentTarget).get('reason')));
  };
  const action = t(revoked ? 'certificates.reinstate' : 'certificates.revoke');
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(revoked ? 'certificates.reinstateTitle' : 'certificates.revokeTitle', {
        name: certificate.learnerName,
      })}
      description={revoked ? certificate.revokeReason : t('certificates.revokeText')}
    >
      <form className="grid gap-4 pb-2" onSubmit={submit}>
        {change.error ? <ErrorState compact error={change.error} /> : null}
        <Field label={t('certificates.reason')} required>
          <TextArea name="reason" required maxLength={2000} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button type="submit" variant={revoked ? 'primary' : 'danger'} loading={change.isPending}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
