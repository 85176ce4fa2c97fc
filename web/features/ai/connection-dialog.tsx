import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type AiConnection,
  AiProvider,
  createAiConnection,
  updateAiConnection,
} from '../../../contracts/ai.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';

const FORM = 'connection';

/** A connection to be made or changed. A key that is there is never shown; a new one replaces it. */
export function ConnectionDialog({
  connection,
  onClose,
}: {
  connection: AiConnection | null;
  onClose: () => void;
}) {
  const { t } = useTranslation('ai');
  const queryClient = useQueryClient();
  const [provider, setProvider] = useState<AiProvider>(connection?.provider ?? 'openai');
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const value = (name: string) => String(form.get(name) ?? '').trim();
      const baseUrl = value('baseUrl') || null;
      const apiKey = value('apiKey');
      const name = value('name');
      return connection === null
        ? api(createAiConnection, {
            body: { provider, name, baseUrl, ...(apiKey === '' ? {} : { apiKey }) },
          })
        : api(updateAiConnection, {
            params: { id: connection.id },
            body: { name, baseUrl, ...(apiKey === '' ? {} : { apiKey }) },
          });
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['ai'] });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  };
  const local = provider === 'compatible';
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={connection === null ? t('connections.add') : t('connections.change')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={FORM} variant="primary" loading={save.isPending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id={FORM} className="grid gap-4" onSubmit={submit}>
        {save.error ? <ErrorState compact error={save.error} /> : null}
        <Field label={t('connections.provider')}>
          <Select
            value={provider}
            disabled={connection !== null}
            onChange={(event) => setProvider(event.target.value as AiProvider)}
          >
            {AiProvider.options.map((option) => (
              <option key={option} value={option}>
                {t(`provider.${option}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('connections.name')} required>
          <TextInput
            name="name"
            required
            maxLength={100}
            defaultValue={connection?.name ?? t(`provider.${provider}`)}
            key={connection === null ? provider : connection.id}
          />
        </Field>
        <Field
          label={t('connections.address')}
          hint={t(local ? 'connections.addressLocal' : 'connections.addressHint')}
        >
          <TextInput
            name="baseUrl"
            type="url"
            required={local}
            defaultValue={connection?.baseUrl ?? ''}
            placeholder={local ? 'http://localhost:11434/v1' : ''}
          />
        </Field>
        <Field
          label={t('connections.keyField')}
          hint={connection?.hasKey ? t('connections.keyKept') : t('connections.keyHint')}
        >
          <TextInput
            name="apiKey"
            type="password"
            autoComplete="off"
            required={!local && !connection?.hasKey}
          />
        </Field>
      </form>
    </Dialog>
  );
}
