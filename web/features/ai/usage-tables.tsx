import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { AiTask, type getAiUsage, type getMonthlyAiUsage } from '../../../contracts/ai.ts';
import { formatMonth, formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { formatMoney } from './money.ts';

type Report = z.output<typeof getAiUsage.response>;
type Months = z.output<typeof getMonthlyAiUsage.response>['items'];

/** A task of models in words; tasks of other versions by their own name. */
function useTaskName(): (task: string) => string {
  const { t } = useTranslation('ai');
  return (task) => {
    const known = AiTask.options.find((option) => option === task);
    return known === undefined ? task : t(`task.${known}`);
  };
}

/** Calls, tokens and cost of a span by task, model or person. */
export function UsageTable({ by, report }: { by: 'task' | 'model' | 'person'; report: Report }) {
  const { t } = useTranslation('ai');
  const taskName = useTaskName();
  return (
    <Table
      caption={t(`cost.by_${by}`)}
      rowKey={(row) => row.key ?? ''}
      rows={report.items}
      columns={[
        {
          key: 'label',
          header: t(`cost.by_${by}`),
          primary: true,
          cell: (row) => (
            <span dir="auto">
              {by === 'task'
                ? taskName(row.key ?? '')
                : (row.label ?? row.key ?? t('cost.platform'))}
            </span>
          ),
        },
        {
          key: 'requests',
          header: t('cost.requests'),
          align: 'end',
          cell: (row) =>
            row.failed > 0
              ? t('cost.failed', {
                  n: formatNumber(row.requests),
                  failed: formatNumber(row.failed),
                })
              : formatNumber(row.requests),
        },
        {
          key: 'in',
          header: t('cost.tokensIn'),
          align: 'end',
          cell: (row) => formatNumber(row.tokensIn),
        },
        {
          key: 'out',
          header: t('cost.tokensOut'),
          align: 'end',
          cell: (row) => formatNumber(row.tokensOut),
        },
        {
          key: 'cost',
          header: t('cost.cost'),
          align: 'end',
          cell: (row) => formatMoney(row.costMicrousd),
        },
      ]}
    />
  );
}

/** The last six months by task. */
export function MonthTable({ items }: { items: Months }) {
  const { t } = useTranslation('ai');
  const taskName = useTaskName();
  return (
    <Table
      caption={t('cost.months')}
      rowKey={(row) => `${row.month} ${row.task}`}
      rows={items}
      columns={[
        {
          key: 'month',
          header: t('cost.monthColumn'),
          primary: true,
          cell: (row) => `${formatMonth(row.month)} · ${taskName(row.task)}`,
        },
        {
          key: 'requests',
          header: t('cost.requests'),
          align: 'end',
          cell: (row) => formatNumber(row.requests),
        },
        {
          key: 'tokens',
          header: t('cost.tokens'),
          align: 'end',
          cell: (row) => formatNumber(row.tokensIn + row.tokensOut),
        },
        {
          key: 'latency',
          header: t('cost.latency'),
          align: 'end',
          cell: (row) => t('cost.ms', { n: formatNumber(Math.round(row.averageLatencyMs)) }),
        },
        {
          key: 'cost',
          header: t('cost.cost'),
          align: 'end',
          cell: (row) => formatMoney(row.costMicrousd),
        },
      ]}
    />
  );
}
