import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { getAiUsage, getMonthlyAiUsage } from '../../../contracts/ai.ts';
import { api } from '../../api/client.ts';
import { useAddress } from '../../frame/use-address.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { formatDate, formatNumber } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Section } from '../../ui/section.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { BudgetForm } from './budget-form.tsx';
import { DayBars } from './day-bars.tsx';
import { formatMoney } from './money.ts';
import { PricesForm } from './prices-form.tsx';
import { budgetsQuery, pricesQuery, stateQuery } from './queries.ts';
import { MonthTable, UsageTable } from './usage-tables.tsx';

const BY = ['task', 'model', 'person'] as const;
const DAY_MS = 86_400_000;
const DAYS_SHOWN = 30;
const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** What models cost: this month, by day, task, model and person, and what may be spent. */
export function CostPage() {
  const { t } = useTranslation('ai');
  const [{ from, to, by }, setAddress] = useAddress((raw) => ({
    from: isDate(raw.from) ? raw.from : dayOf(Date.now() - (DAYS_SHOWN - 1) * DAY_MS),
    to: isDate(raw.to) ? raw.to : dayOf(Date.now()),
    by: BY.find((one) => one === raw.by) ?? 'task',
  }));
  const usageOf = (kind: 'day' | (typeof BY)[number]) => ({
    queryKey: ['ai', 'usage', from, to, kind],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api(getAiUsage, { query: { from, to, by: kind }, signal }),
    placeholderData: keepPreviousData,
  });
  const state = useQuery(stateQuery);
  const days = useQuery(usageOf('day'));
  const parts = useQuery(usageOf(by));
  const months = useQuery({
    queryKey: ['ai', 'monthly'],
    queryFn: ({ signal }) => api(getMonthlyAiUsage, { signal }),
  });
  const budgets = useQuery(budgetsQuery);
  const prices = useQuery(pricesQuery);
  const error = state.error ?? days.error ?? parts.error ?? budgets.error ?? prices.error;
  return (
    <div className="grid gap-8">
      <PageHeader
        title={t('cost.title')}
        actions={
          <Link to="/settings/models" className={buttonClass()}>
            {t('cost.models')}
          </Link>
        }
      >
        {t('cost.lead')}
      </PageHeader>
      {error ? <ErrorState error={error} onRetry={() => void state.refetch()} /> : null}
      {state.data?.paused ? (
        <Callout tone="caution" title={t('cost.pausedTitle')}>
          {t('cost.paused', { date: formatDate(state.data.resumesAt) })}
        </Callout>
      ) : null}
      {state.data && state.data.peopleOverBudget.length > 0 ? (
        <Callout tone="caution" title={t('cost.overTitle')}>
          {state.data.peopleOverBudget
            .map(({ name, spentMicrousd }) => `${name} (${formatMoney(spentMicrousd)})`)
            .join(', ')}
        </Callout>
      ) : null}
      {state.data ? (
        <Figures>
          <Figure label={t('cost.month')} value={formatMoney(state.data.spentMicrousd)} />
          <Figure
            label={t('cost.budget')}
            value={
              state.data.monthlyMicrousd === null
                ? t('cost.unlimited')
                : formatMoney(state.data.monthlyMicrousd)
            }
          />
          <Figure label={t('cost.running')} value={formatNumber(state.data.running)} />
        </Figures>
      ) : null}
      <Section
        title={t('cost.usage')}
        actions={
          <div className="flex flex-wrap gap-3">
            <Field label={t('cost.from')}>
              <TextInput
                type="date"
                value={from}
                max={to}
                onChange={(event) => setAddress({ from: event.target.value })}
              />
            </Field>
            <Field label={t('cost.to')}>
              <TextInput
                type="date"
                value={to}
                min={from}
                onChange={(event) => setAddress({ to: event.target.value })}
              />
            </Field>
          </div>
        }
      >
        {days.isPending ? <Skeleton className="h-48" /> : null}
        {days.data && days.data.total.requests === 0 ? (
          <EmptyState title={t('cost.none')}>{t('cost.noneText')}</EmptyState>
        ) : null}
        {days.data && days.data.total.requests > 0 ? (
          <>
            <DayBars from={from} to={to} items={days.data.items} />
            <SegmentedControl
              legend={t('cost.by')}
              segments={BY.map((value) => ({ value, label: t(`cost.by_${value}`) }))}
              value={by}
              onChange={(value) => setAddress({ by: value })}
            />
            {parts.data ? <UsageTable by={by} report={parts.data} /> : null}
          </>
        ) : null}
      </Section>
      {months.data && months.data.items.length > 0 ? (
        <Section title={t('cost.months')}>
          <MonthTable items={months.data.items} />
        </Section>
      ) : null}
      {budgets.data ? (
        <Section title={t('budget.title')} lead={t('budget.lead')}>
          <BudgetForm key={JSON.stringify(budgets.data)} budgets={budgets.data} />
        </Section>
      ) : null}
      {prices.data ? (
        <Section title={t('prices.title')} lead={t('prices.lead')}>
          <PricesForm key={JSON.stringify(prices.data)} prices={prices.data} />
        </Section>
      ) : null}
    </div>
  );
}
