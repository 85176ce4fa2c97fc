import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AiBudgets, putAiBudgets } from '../../../contracts/ai.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { parseDollars, toDollars } from './money.ts';

/** What a month may cost: of the organization, where it stops, and of a person, where it is marked. */
export function BudgetForm({ budgets }: { budgets: AiBudgets }) {
  const { t } = useTranslation('ai');
  const queryClient = useQueryClient();
  const [monthly, setMonthly] = useState(toDollars(budgets.monthlyMicrousd));
  const [person, setPerson] = useState(toDollars(budgets.userMonthlyMicrousd));
  const save = useMutation({
    mutationFn: () =>
      api(putAiBudgets, {
        body: { monthlyMicrousd: parseDollars(monthly), userMonthlyMicrousd: parseDollars(person) },
      }),
    onSuccess: async () => {
      showToast({ message: t('saved'), tone: 'positive' });
      await queryClient.invalidateQueries({ queryKey: ['ai'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="grid max-w-2xl gap-4" onSubmit={submit}>
      {save.error ? <ErrorState compact error={save.error} /> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('budget.monthly')} hint={t('budget.monthlyHint')}>
          <TextInput
            type="number"
            min={0}
            step="0.01"
            value={monthly}
            onChange={(event) => setMonthly(event.target.value)}
          />
        </Field>
        <Field label={t('budget.person')} hint={t('budget.personHint')}>
          <TextInput
            type="number"
            min={0}
            step="0.01"
            value={person}
            onChange={(event) => setPerson(event.target.value)}
          />
        </Field>
      </div>
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
