import { useTranslation } from 'react-i18next';
import { isApiProblem } from '../../api/problem.ts';
import { Field, TextInput } from '../../ui/field.tsx';

/** The message of a problem for one field, if it has one. */
export function fieldError(error: unknown, path: string): string | undefined {
  return isApiProblem(error) ? error.errorFor(path) : undefined;
}

export function EmailField({ error }: { error?: string | undefined }) {
  const { t } = useTranslation('identity');
  return (
    <Field label={t('field.email')} error={error} required>
      <TextInput name="email" type="email" autoComplete="email" maxLength={255} required />
    </Field>
  );
}

export function PasswordField({
  error,
  fresh = false,
}: {
  error?: string | undefined;
  fresh?: boolean;
}) {
  const { t } = useTranslation('identity');
  return (
    <Field
      label={t('field.password')}
      error={error}
      hint={fresh ? t('field.passwordHint') : undefined}
      required
    >
      <TextInput
        name="password"
        type="password"
        autoComplete={fresh ? 'new-password' : 'current-password'}
        minLength={fresh ? 8 : 1}
        maxLength={128}
        required
      />
    </Field>
  );
}

export function NameField({ error }: { error?: string | undefined }) {
  const { t } = useTranslation('identity');
  return (
    <Field label={t('field.name')} error={error} required>
      <TextInput name="name" autoComplete="name" maxLength={120} required />
    </Field>
  );
}
