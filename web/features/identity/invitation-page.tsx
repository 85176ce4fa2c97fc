import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptInvitation, getInvitation } from '../../../contracts/identity.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonText } from '../../ui/skeleton.tsx';
import { fieldError, NameField, PasswordField } from './account-fields.tsx';
import { EntryLayout } from './entry-layout.tsx';
import { useEnter, valuesOf } from './use-enter.ts';

export function InvitationPage() {
  const { t } = useTranslation(['identity', 'common']);
  const { token } = useParams({ from: '/invitations/$token' });
  const enter = useEnter();
  const offer = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      api(getInvitation, { params: { token }, signal, keepUnauthenticated: true }),
  });
  const join = useMutation({
    mutationFn: ({ name, password = '' }: Record<string, string>) =>
      api(acceptInvitation, {
        params: { token },
        body: { password, ...(name === undefined ? {} : { name }) },
        keepUnauthenticated: true,
      }),
    onSuccess: (me) => enter(me),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    join.mutate(valuesOf(event.currentTarget));
  };
  if (offer.error) {
    return (
      <EntryLayout title={t('invitation.over')}>
        <ErrorState compact error={offer.error} />
        <Link to="/sign-in" className="text-link text-ui">
          {t('signIn.title')}
        </Link>
      </EntryLayout>
    );
  }
  if (!offer.data) {
    return (
      <EntryLayout title="…">
        <SkeletonText lines={4} />
      </EntryLayout>
    );
  }
  const { organizationName, role, email, hasAccount } = offer.data;
  return (
    <EntryLayout
      title={t('invitation.title', { organization: organizationName })}
      lead={t('invitation.lead', { role: t(`common:role.${role}`), email })}
    >
      <form className="grid gap-5" onSubmit={submit}>
        {join.error ? <ErrorState compact error={join.error} /> : null}
        {hasAccount ? (
          <Callout>{t('invitation.hasAccount')}</Callout>
        ) : (
          <NameField error={fieldError(join.error, 'name')} />
        )}
        <PasswordField fresh={!hasAccount} error={fieldError(join.error, 'password')} />
        <Button type="submit" variant="primary" size="large" loading={join.isPending}>
          {t('invitation.submit')}
        </Button>
      </form>
    </EntryLayout>
  );
}
