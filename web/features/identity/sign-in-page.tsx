import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '../../../contracts/identity.ts';
import { api } from '../../api/client.ts';
import { safeReturnTo } from '../../frame/return-to.ts';
import { useAddress } from '../../frame/use-address.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { EmailField, fieldError, PasswordField } from './account-fields.tsx';
import { EntryLayout } from './entry-layout.tsx';
import { useEnter, valuesOf } from './use-enter.ts';

export function SignInPage() {
  const { t } = useTranslation('identity');
  const enter = useEnter();
  const [{ returnTo }] = useAddress((raw) => ({ returnTo: safeReturnTo(raw.returnTo) }));
  const attempt = useMutation({
    mutationFn: ({ email = '', password = '' }: Record<string, string>) =>
      api(signIn, { body: { email, password }, keepUnauthenticated: true }),
    onSuccess: (me) => enter(me, returnTo),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    attempt.mutate(valuesOf(event.currentTarget));
  };
  return (
    <EntryLayout title={t('signIn.title')}>
      <form className="grid gap-5" onSubmit={submit}>
        {attempt.error ? <ErrorState compact error={attempt.error} /> : null}
        <EmailField error={fieldError(attempt.error, 'email')} />
        <PasswordField error={fieldError(attempt.error, 'password')} />
        <Button type="submit" variant="primary" size="large" loading={attempt.isPending}>
          {t('signIn.submit')}
        </Button>
      </form>
      <Link to="/welcome" className="text-link text-ui">
        {t('signIn.new')}
      </Link>
    </EntryLayout>
  );
}
