import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type AuditEntry, listAudit } from '../../../contracts/audit.ts';
import { api } from '../../api/client.ts';
import { useAddress } from '../../frame/use-address.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table } from '../../ui/table.tsx';

const ENTITIES = [
  'memberships',
  'invitations',
  'system_settings',
  'materials',
  'items',
  'user_feedback',
] as const;
type Entity = (typeof ENTITIES)[number];

export function AuditPage() {
  const { t } = useTranslation('audit');
  const [{ entity }, setAddress] = useAddress((raw) => ({
    entity: ENTITIES.find((one) => one === raw.entity),
  }));
  const entries = useInfiniteQuery({
    queryKey: ['audit', entity],
    queryFn: ({ pageParam, signal }) =>
      api(listAudit, {
        query: {
          limit: 50,
          ...(entity ? { entityType: entity } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const rows = entries.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="grid gap-6">
      <PageHeader title={t('title')}>{t('lead')}</PageHeader>
      <Field label={t('filter')} className="max-w-xs">
        <Select
          value={entity ?? ''}
          onChange={(event) =>
            setAddress({ entity: (event.target.value || undefined) as Entity | undefined })
          }
        >
          <option value="">{t('all')}</option>
          {ENTITIES.map((one) => (
            <option key={one} value={one}>
              {t(`entity.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      {entries.error ? (
        <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />
      ) : null}
      {entries.isPending ? <Skeleton className="h-96" /> : null}
      {entries.data && rows.length === 0 ? <EmptyState title={t('none')} /> : null}
      {rows.length > 0 ? (
        <Table
          caption={t('title')}
          rows={rows}
          rowKey={(entry) => entry.id}
          columns={[
            { key: 'when', header: t('when'), cell: (entry) => formatDateTime(entry.createdAt) },
            {
              key: 'who',
              header: t('who'),
              primary: true,
              cell: (entry) => <span dir="auto">{entry.userName ?? t('platform')}</span>,
            },
            {
              key: 'what',
              header: t('what'),
              cell: (entry) =>
                `${t(`action.${entry.action}`)}: ${t(`entity.${entry.entityType as Entity}`)}`,
            },
            { key: 'change', header: t('change'), cell: (entry) => <Change entry={entry} /> },
          ]}
        />
      ) : null}
      {entries.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={entries.isFetchingNextPage}
          onClick={() => void entries.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </div>
  );
}

const show = (value: unknown) =>
  value === undefined || value === null
    ? '–'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

/** Old and new value of each column that changed. */
function Change({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const names = Object.keys(entry.newValues ?? entry.oldValues ?? {});
  return (
    <details>
      <summary className="cursor-pointer text-link text-sm">{t('details')}</summary>
      <dl className="grid gap-1 pt-2 text-sm">
        {names.map((name) => (
          <div key={name} className="grid grid-cols-[9rem_1fr] gap-2">
            <dt className="text-ink-faint">{name}</dt>
            <dd dir="auto" className="break-words">
              {entry.action === 'update'
                ? `${show(entry.oldValues?.[name])} → ${show(entry.newValues?.[name])}`
                : show((entry.newValues ?? entry.oldValues)?.[name])}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
