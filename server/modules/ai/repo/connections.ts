import type { AiProvider } from '../../../../contracts/ai.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

export type ConnectionRow = {
  id: string;
  provider: AiProvider;
  name: string;
  base_url: string | null;
  key_last4: string | null;
  created_at: Date;
  updated_at: Date;
  sealed: Buffer | null;
};

const withKeys = (trx: TenantTransaction, organizationId: string) =>
  trx
    .selectFrom('ai_connections as c')
    .leftJoin('ai_connection_keys as k', (join) =>
      join
        .onRef('k.organization_id', '=', 'c.organization_id')
        .onRef('k.connection_id', '=', 'c.id'),
    )
    .select([
      'c.id',
      'c.provider',
      'c.name',
      'c.base_url',
      'c.key_last4',
      'c.created_at',
      'c.updated_at',
      'k.sealed',
    ])
    .where('c.organization_id', '=', organizationId);

/** Oldest first. Only an administrator and the platform see the sealed keys. */
export async function listConnections(
  trx: TenantTransaction,
  organizationId: string,
): Promise<ConnectionRow[]> {
  const rows = await withKeys(trx, organizationId)
    .orderBy('c.created_at')
    .orderBy('c.id')
    .execute();
  return rows as ConnectionRow[];
}

export async function selectOptionalConnection(
  trx: TenantTransaction,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<ConnectionRow | null> {
  const row = await withKeys(trx, organizationId).where('c.id', '=', id).executeTakeFirst();
  return (row as ConnectionRow | undefined) ?? null;
}

export async function insertConnection(
  trx: TenantTransaction,
  row: {
    organizationId: string;
    id: string;
    provider: AiProvider;
    name: string;
    baseUrl: string | null;
  },
): Promise<void> {
  await trx
    .insertInto('ai_connections')
    .values({
      organization_id: row.organizationId,
      id: row.id,
      provider: row.provider,
      name: row.name,
      base_url: row.baseUrl,
    })
    .execute();
}

export async function updateConnection(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
  change: { name?: string | undefined; baseUrl?: string | null | undefined },
): Promise<void> {
  if (change.name === undefined && change.baseUrl === undefined) return;
  await trx
    .updateTable('ai_connections')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.baseUrl === undefined ? {} : { base_url: change.baseUrl }),
    })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

/** Puts a sealed key in the place of the old one, or takes it away. */
export async function replaceKey(
  trx: TenantTransaction,
  { organizationId, id }: { organizationId: string; id: string },
  key: { sealed: Buffer; last4: string; at: Date } | null,
): Promise<void> {
  await trx
    .deleteFrom('ai_connection_keys')
    .where('organization_id', '=', organizationId)
    .where('connection_id', '=', id)
    .execute();
  if (key) {
    await trx
      .insertInto('ai_connection_keys')
      .values({ organization_id: organizationId, connection_id: id, sealed: key.sealed })
      .execute();
  }
  await trx
    .updateTable('ai_connections')
    .set({ key_last4: key?.last4 ?? null, key_set_at: key?.at ?? null })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function deleteConnection(
  trx: TenantTransaction,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<boolean> {
  const result = await trx
    .deleteFrom('ai_connections')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
