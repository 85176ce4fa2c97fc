import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listMembers, type Member, MemberRole, updateMember } from '../../../contracts/tenancy.ts';
import { api } from '../../api/client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { formatRelative } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table } from '../../ui/table.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { Invitations } from './invitations.tsx';

export function PeoplePage() {
  const { t } = useTranslation(['tenancy', 'common']);
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const members = useInfiniteQuery({
    queryKey: ['members', q],
    queryFn: ({ pageParam, signal }) =>
      api(listMembers, {
        query: { limit: 50, ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const change = useMutation({
    mutationFn: ({ userId, ...body }: { userId: string; role?: MemberRole; isActive?: boolean }) =>
      api(updateMember, { params: { id: userId }, body }),
    onSuccess: () => showToast({ message: t('people.changed'), tone: 'positive' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['members'] }),
  });
  const rows: Member[] = members.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="grid gap-8">
      <PageHeader title={t('people.title')} />
      {change.error ? <ErrorState compact error={change.error} /> : null}
      <Field label={t('people.search')} className="max-w-md">
        <TextInput type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      {members.error ? (
        <ErrorState error={members.error} onRetry={() => void members.refetch()} />
      ) : null}
      {members.isPending ? <Skeleton className="h-64" /> : null}
      <Table
        caption={t('people.title')}
        rows={rows}
        rowKey={(member) => member.userId}
        columns={[
          {
            key: 'name',
            header: t('people.name'),
            primary: true,
            cell: (member) => (
              <span className="flex flex-wrap items-center gap-2">
                <span dir="auto">{member.name}</span>
                {member.isActive ? null : <Badge tone="negative">{t('people.locked')}</Badge>}
              </span>
            ),
          },
          {
            key: 'email',
            header: t('people.email'),
            cell: (member) => <span className="break-all">{member.email}</span>,
          },
          {
            key: 'role',
            header: t('people.role'),
            cell: (member) => (
              <Field label={t('people.roleOf', { name: member.name })} hideLabel>
                <Select
                  value={member.role}
                  disabled={change.isPending}
                  onChange={(event) =>
                    change.mutate({ userId: member.userId, role: event.target.value as MemberRole })
                  }
                >
                  {MemberRole.options.map((role) => (
                    <option key={role} value={role}>
                      {t(`common:role.${role}`)}
                    </option>
                  ))}
                </Select>
              </Field>
            ),
          },
          {
            key: 'last',
            header: t('people.last'),
            cell: (member) =>
              member.lastLoginAt === null ? t('people.never') : formatRelative(member.lastLoginAt),
          },
          {
            key: 'lock',
            header: t('people.access'),
            cell: (member) => (
              <Button
                size="small"
                variant="quiet"
                onClick={() => change.mutate({ userId: member.userId, isActive: !member.isActive })}
              >
                {member.isActive ? t('people.lock') : t('people.unlock')}
              </Button>
            ),
          },
        ]}
      />
      {members.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={members.isFetchingNextPage}
          onClick={() => void members.fetchNextPage()}
        >
          {t('people.more')}
        </Button>
      ) : null}
      <Invitations />
    </div>
  );
}
