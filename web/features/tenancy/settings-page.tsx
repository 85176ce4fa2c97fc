import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getSettings, ReviewPolicy, updateSettings } from '../../../contracts/tenancy.ts';
import { api } from '../../api/client.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast-store.ts';

type Settings = Awaited<ReturnType<typeof load>>;
const load = (signal: AbortSignal) => api(getSettings, { signal });

export function SettingsPage() {
  const { t } = useTranslation('tenancy');
  const settings = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => load(signal) });
  return (
    <div className="grid gap-8">
      <PageHeader title={t('settings.title')} />
      {settings.error ? (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      ) : null}
      {settings.isPending ? <Skeleton className="h-96" /> : null}
      {settings.data ? <SettingsForm settings={settings.data} /> : null}
      <Section title={t('settings.engine')}>
        <p className="prose-measure">{t('settings.engineText')}</p>
        <div className="flex flex-wrap gap-3">
          <Link to="/settings/models" className={buttonClass()}>
            {t('settings.models')}
          </Link>
          <Link to="/settings/cost" className={buttonClass()}>
            {t('settings.cost')}
          </Link>
        </div>
      </Section>
    </div>
  );
}

function SettingsForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation('tenancy');
  const queryClient = useQueryClient();
  const [policy, setPolicy] = useState<ReviewPolicy>(settings.reviewPolicy);
  const save = useMutation({
    mutationFn: (body: Partial<Settings>) => api(updateSettings, { body }),
    onSuccess: async (saved) => {
      queryClient.setQueryData(['settings'], saved);
      showToast({ message: t('settings.saved'), tone: 'positive' });
      await queryClient.invalidateQueries({ queryKey: ['me'] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    save.mutate({
      organizationName: String(data.get('name')),
      reviewPolicy: policy,
      minimumQuality: Number(data.get('quality')) / 100,
      sessionMinutes: Number(data.get('minutes')),
    });
  };
  return (
    <form className="grid max-w-2xl gap-6" onSubmit={submit}>
      {save.error ? <ErrorState compact error={save.error} /> : null}
      <Field label={t('settings.name')} required>
        <TextInput name="name" defaultValue={settings.organizationName} maxLength={120} required />
      </Field>
      <RadioGroup
        legend={t('settings.policy')}
        value={policy}
        onChange={setPolicy}
        options={ReviewPolicy.options.map((value) => ({
          value,
          label: t(`settings.${value}`),
          hint: t(`settings.${value}Hint`),
        }))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('settings.quality')}>
          <TextInput
            name="quality"
            type="number"
            min={0}
            max={100}
            defaultValue={Math.round(settings.minimumQuality * 100)}
            required
          />
        </Field>
        <Field label={t('settings.minutes')}>
          <TextInput
            name="minutes"
            type="number"
            min={1}
            max={240}
            defaultValue={settings.sessionMinutes}
            required
          />
        </Field>
      </div>
      <Button
        type="submit"
        variant="primary"
        size="large"
        className="justify-self-start"
        loading={save.isPending}
      >
        {t('settings.save')}
      </Button>
    </form>
  );
}
