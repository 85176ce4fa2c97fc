import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import {
  createInvitation,
  listInvitations,
  MemberRole,
  revokeInvitation,
} from '../../../contracts/tenancy.ts';
import { api } from '../../api/client.ts';
import { isApiProblem } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { formatDate } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { showToast } from '../../ui/toast-store.ts';

/** Inviting people, and what is still open. */
export function Invitations() {
  const { t } = useTranslation(['tenancy', 'common']);
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['invitations'] });
  const open = useQuery({
    queryKey: ['invitations'],
    queryFn: ({ signal }) => api(listInvitations, { query: { limit: 100 }, signal }),
  });
  const invite = useMutation({
    mutationFn: (body: { email: string; role: MemberRole }) => api(createInvitation, { body }),
    onSuccess: refresh,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => api(revokeInvitation, { params: { id } }),
    onSuccess: refresh,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    invite.mutate({ email: String(data.get('email')), role: data.get('role') as MemberRole });
  };
  return (
    <Section title={t('invite.title')} lead={t('invite.lead')}>
      {invite.error ? <ErrorState compact error={invite.error} /> : null}
      <form className="flex flex-wrap items-end gap-3" onSubmit={submit}>
        <Field
          label={t('people.email')}
          error={isApiProblem(invite.error) ? invite.error.errorFor('email') : undefined}
          className="min-w-56 flex-1"
          required
        >
          <TextInput name="email" type="email" maxLength={255} required />
        </Field>
        <Field label={t('people.role')}>
          <Select name="role" defaultValue="learner">
            {MemberRole.options.map((role) => (
              <option key={role} value={role}>
                {t(`common:role.${role}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" variant="primary" loading={invite.isPending}>
          {t('invite.submit')}
        </Button>
      </form>
      {invite.data ? (
        <Callout tone="positive" live title={t('invite.link')}>
          <div className="grid gap-3">
            <code dir="ltr" className="break-all text-sm">
              {invite.data.link}
            </code>
            {invite.data.mailed ? <p>{t('invite.mailed')}</p> : null}
            <Button
              size="small"
              className="justify-self-start"
              onClick={() =>
                void navigator.clipboard
                  .writeText(invite.data.link)
                  .then(() => showToast({ message: t('invite.copied') }))
              }
            >
              {t('invite.copy')}
            </Button>
          </div>
        </Callout>
      ) : null}
      <h3 className="font-semibold text-ui">{t('invite.open')}</h3>
      {open.data?.items.length === 0 ? (
        <p className="text-ink-soft text-ui">{t('invite.none')}</p>
      ) : null}
      <ul className="grid divide-y divide-line">
        {open.data?.items.map((invitation) => (
          <li
            key={invitation.id}
            className="flex flex-wrap items-center justify-between gap-3 py-2 text-ui"
          >
            <span>
              {invitation.email} · {t(`common:role.${invitation.role}`)} ·{' '}
              {t('invite.until', { date: formatDate(invitation.expiresAt) })}
            </span>
            <Button size="small" variant="quiet" onClick={() => revoke.mutate(invitation.id)}>
              {t('invite.revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
