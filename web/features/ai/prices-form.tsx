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
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { parseDollars, toDollars } from './money.ts';
import { pricesQuery } from './queries.ts';

type Prices = z.output<typeof listAiPrices.response>;
type Row = { model: string; input: string; cached: string; output: string; own: boolean };

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
      <ScrollBox label={t('prices.title')}>
        <table className="w-full min-w-xl text-ui">
          <thead>
            <tr className="border-line border-b text-start text-ink-faint text-sm">
              <th scope="col" className="px-2 py-2 text-start font-medium">
                {t('prices.model')}
              </th>
              {FIELDS.map((field) => (
                <th key={field} scope="col" className="px-2 py-2 text-start font-medium">
                  {t(`prices.${field}`)}
                </th>
              ))}
              <th scope="col" className="sr-only">
                {t('prices.reset')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row that is being named has no other identity
              <tr key={index} className="border-line border-b">
                <td className="px-2 py-1.5">
                  <TextInput
                    aria-label={t('prices.model')}
                    value={row.model}
                    maxLength={200}
                    onChange={(event) => change(index, { model: event.target.value })}
                  />
                </td>
                {FIELDS.map((field) => (
                  <td key={field} className="px-2 py-1.5">
                    <TextInput
                      aria-label={t('prices.fieldOf', {
                        field: t(`prices.${field}`),
                        model: row.model,
                      })}
                      type="number"
                      min={0}
                      step="any"
                      className="w-28"
                      value={row[field]}
                      onChange={(event) => change(index, { [field]: event.target.value })}
                    />
                  </td>
                ))}
                <td className="px-2 py-1.5">
                  {row.own ? (
                    <Button
                      size="small"
                      variant="quiet"
                      aria-label={t('prices.resetOf', { model: row.model })}
                      onClick={() => setRows(rows.filter((_, at) => at !== index))}
                    >
                      {t('prices.reset')}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
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
