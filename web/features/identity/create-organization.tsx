import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { createOrganization } from '../../../contracts/identity.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { EmailField, fieldError, NameField, PasswordField } from './account-fields.tsx';
import { useEnter, valuesOf } from './use-enter.ts';

export function CreateOrganization() {
  const { t } = useTranslation('identity');
  const enter = useEnter();
  const create = useMutation({
    mutationFn: ({
      organizationName = '',
      name = '',
      email = '',
      password = '',
    }: Record<string, string>) =>
      api(createOrganization, {
        body: { organizationName, name, email, password },
        keepUnauthenticated: true,
      }),
    onSuccess: (me) => enter(me),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(valuesOf(event.currentTarget));
  };
  return (
    <form className="grid gap-5" onSubmit={submit}>
      {create.error ? <ErrorState compact error={create.error} /> : null}
      <Field
        label={t('create.organization')}
        hint={t('create.organizationHint')}
        error={fieldError(create.error, 'organizationName')}
        required
      >
        <TextInput name="organizationName" autoComplete="organization" maxLength={120} required />
      </Field>
      <NameField error={fieldError(create.error, 'name')} />
      <EmailField error={fieldError(create.error, 'email')} />
      <PasswordField fresh error={fieldError(create.error, 'password')} />
      <Button type="submit" variant="primary" size="large" loading={create.isPending}>
        {t('create.submit')}
      </Button>
    </form>
  );
}
