import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { type AiOptions, type getAiConfig, putAiConfig } from '../../../contracts/ai.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { configQuery } from './queries.ts';

type Config = z.output<typeof getAiConfig.response>;

/** The engine of the organization, and what happens where a model fails. */
export function EngineForm({ config, hasConnection }: { config: Config; hasConnection: boolean }) {
  const { t } = useTranslation('ai');
  const queryClient = useQueryClient();
  const [options, setOptions] = useState<AiOptions>(config.options);
  const change = (part: Partial<AiOptions>) => setOptions((before) => ({ ...before, ...part }));
  const save = useMutation({
    mutationFn: () => api(putAiConfig, { body: { choices: config.choices, options } }),
    onSuccess: (saved) => {
      queryClient.setQueryData(configQuery.queryKey, saved);
      showToast({ message: t('saved'), tone: 'positive' });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="grid max-w-2xl gap-5" onSubmit={submit}>
      {save.error ? <ErrorState compact error={save.error} /> : null}
      <RadioGroup
        legend={t('engine.legend')}
        hideLegend
        value={options.engine}
        onChange={(engine) => change({ engine })}
        options={[
          { value: 'builtin', label: t('engine.builtin'), hint: t('engine.builtinHint') },
          {
            value: 'llm',
            label: t('engine.llm'),
            hint: hasConnection ? t('engine.llmHint') : t('engine.llmMissing'),
            disabled: !hasConnection && options.engine !== 'llm',
          },
        ]}
      />
      {options.engine === 'llm' ? (
        <>
          <Checkbox
            label={t('engine.fallback')}
            hint={t('engine.fallbackHint')}
            checked={options.fallbackToBuiltin}
            onChange={(event) => change({ fallbackToBuiltin: event.target.checked })}
          />
          <Checkbox
            label={t('engine.batches')}
            hint={t('engine.batchesHint')}
            checked={options.useBatches}
            onChange={(event) => change({ useBatches: event.target.checked })}
          />
          <Field label={t('engine.concurrency')} hint={t('engine.concurrencyHint')}>
            <TextInput
              type="number"
              min={1}
              max={32}
              required
              className="w-28"
              value={options.concurrency}
              onChange={(event) => change({ concurrency: event.target.valueAsNumber || 1 })}
            />
          </Field>
        </>
      ) : null}
      <Button
        type="submit"
        variant="primary"
        className="justify-self-start"
        loading={save.isPending}
      >
        {t('save')}
      </Button>
    </form>
  );
}
