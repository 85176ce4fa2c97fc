import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import {
  type AiConnection,
  type AiSlot,
  type AiSlotChoice,
  type getAiConfig,
  putAiConfig,
} from '../../../contracts/ai.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { configQuery } from './queries.ts';

type Config = z.output<typeof getAiConfig.response>;

const NOTHING: AiSlotChoice = { connectionId: null, model: null, temperature: null };

/** For each kind of work its connection, model and temperature; what is empty follows the default. */
export function SlotsForm({
  config,
  connections,
}: {
  config: Config;
  connections: readonly AiConnection[];
}) {
  const { t } = useTranslation('ai');
  const queryClient = useQueryClient();
  const [choices, setChoices] = useState(config.choices);
  const change = (slot: AiSlot, part: Partial<AiSlotChoice>) =>
    setChoices((before) => ({ ...before, [slot]: { ...NOTHING, ...before[slot], ...part } }));
  const save = useMutation({
    mutationFn: () => api(putAiConfig, { body: { choices } }),
    onSuccess: (saved) => {
      queryClient.setQueryData(configQuery.queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['ai', 'prices'] });
      showToast({ message: t('saved'), tone: 'positive' });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="grid gap-5" onSubmit={submit}>
      {save.error ? <ErrorState compact error={save.error} /> : null}
      {config.resolved.map(({ slot, model, temperature }) => {
        const choice = choices[slot] ?? NOTHING;
        return (
          <fieldset
            key={slot}
            className="grid gap-3 rounded-panel border border-line p-4 sm:grid-cols-[1fr_1fr_8rem]"
          >
            <legend className="px-1 font-medium">{t(`slots.${slot}`)}</legend>
            <Field label={t('slots.connection')}>
              <Select
                value={choice.connectionId ?? ''}
                onChange={(event) => change(slot, { connectionId: event.target.value || null })}
              >
                <option value="">
                  {t(slot === 'embedding' ? 'slots.builtinVectors' : 'slots.first')}
                </option>
                {connections.map((connection) => (
                  <option key={connection.id} value={connection.id}>
                    {connection.name}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t('slots.model')}>
              <TextInput
                maxLength={200}
                autoComplete="off"
                placeholder={model}
                value={choice.model ?? ''}
                onChange={(event) => change(slot, { model: event.target.value.trim() || null })}
              />
            </Field>
            {slot === 'embedding' ? null : (
              <Field label={t('slots.temperature')}>
                <TextInput
                  type="number"
                  min={0}
                  max={2}
                  step={0.1}
                  placeholder={String(temperature)}
                  value={choice.temperature ?? ''}
                  onChange={(event) =>
                    change(slot, {
                      temperature: event.target.value === '' ? null : event.target.valueAsNumber,
                    })
                  }
                />
              </Field>
            )}
          </fieldset>
        );
      })}
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
