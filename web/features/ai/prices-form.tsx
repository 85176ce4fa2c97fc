import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { type listAiPrices, putAiPrices } from '../../../contracts/ai.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { TextInput } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { parseDollars, toDollars } from './money.ts';
import { pricesQuery } from './queries.ts';

type Prices = z.output<typeof listAiPrices.response>;
type Row = { model: string; input: string; cached: string; output: string; own: boolean };

/** A price a line; on a phone its figures stand below the name of the model. */
const ROW = 'grid-cols-3 items-center gap-2 md:grid-cols-[minmax(0,1fr)_7rem_7rem_7rem_5rem]';
const FIELDS = ['input', 'cached', 'output'] as const;

/** Prices of models for a million tokens; what is changed becomes the organization's own. */
export function PricesForm({ prices }: { prices: Prices }) {
  const { t } = useTranslation('ai');
  const queryClient = useQueryClient();
  const [rows, setRows] = useState<Row[]>(
    prices.items.map((price) => ({
      model: price.model,
      input: toDollars(price.inMicrousd),
      cached: toDollars(price.cachedMicrousd),
      output: toDollars(price.outMicrousd),
      own: price.from === 'organization',
    })),
  );
  const change = (index: number, part: Partial<Row>) =>
    setRows((before) =>
      before.map((row, at) => (at === index ? { ...row, ...part, own: true } : row)),
    );
  const save = useMutation({
    mutationFn: () =>
      api(putAiPrices, {
        body: {
          items: rows
            .filter((row) => row.own && row.model.trim() !== '')
            .map((row) => ({
              model: row.model.trim(),
              inMicrousd: parseDollars(row.input) ?? 0,
              cachedMicrousd: parseDollars(row.cached) ?? 0,
              outMicrousd: parseDollars(row.output) ?? 0,
            })),
        },
      }),
    onSuccess: (saved) => {
      queryClient.setQueryData(pricesQuery.queryKey, saved);
      showToast({ message: t('saved'), tone: 'positive' });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="grid gap-4" onSubmit={submit}>
      {save.error ? <ErrorState compact error={save.error} /> : null}
      {prices.withoutPrice.length > 0 ? (
        <Callout tone="caution">
          {t('prices.missing', { models: prices.withoutPrice.join(', ') })}
        </Callout>
      ) : null}
      <ul className="grid gap-4 md:gap-2">
        <li aria-hidden className={`hidden text-ink-faint text-sm md:grid ${ROW}`}>
          <span>{t('prices.model')}</span>
          {FIELDS.map((field) => (
            <span key={field}>{t(`prices.${field}`)}</span>
          ))}
        </li>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row that is being named has no other identity
          <li key={index} className={`grid ${ROW}`}>
            <TextInput
              aria-label={t('prices.model')}
              className="col-span-3 md:col-span-1"
              value={row.model}
              maxLength={200}
              onChange={(event) => change(index, { model: event.target.value })}
            />
            {FIELDS.map((field) => (
              <span key={field} className="grid gap-0.5">
                <span aria-hidden className="truncate text-ink-faint text-xs md:hidden">
                  {t(`prices.${field}`)}
                </span>
                <TextInput
                  aria-label={t('prices.fieldOf', {
                    field: t(`prices.${field}`),
                    model: row.model,
                  })}
                  type="number"
                  min={0}
                  step="any"
                  value={row[field]}
                  onChange={(event) => change(index, { [field]: event.target.value })}
                />
              </span>
            ))}
            {row.own ? (
              <Button
                size="small"
                variant="quiet"
                className="justify-self-start"
                aria-label={t('prices.resetOf', { model: row.model })}
                onClick={() => setRows(rows.filter((_, at) => at !== index))}
              >
                {t('prices.reset')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" loading={save.isPending}>
          {t('prices.save')}
        </Button>
        <Button
          onClick={() =>
            setRows([...rows, { model: '', input: '', cached: '', output: '', own: true }])
          }
        >
          {t('prices.add')}
        </Button>
      </div>
    </form>
  );
}
