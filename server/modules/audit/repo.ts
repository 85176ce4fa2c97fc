import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant.ts';

/** Newest first. Partitions and the index on (organization_id, entity…) keep a page cheap. */
export async function listAudit(
  trx: TenantTransaction,
  filter: {
    organizationId: string;
    entityType?: string | undefined;
    entityId?: string | undefined;
    userId?: string | undefined;
    before: { createdAt: string; id: string } | null;
    limit: number;
  },
) {
  return trx
    .selectFrom('audit_logs')
    .leftJoin('users', 'users.id', 'audit_logs.user_id')
    .select([
      'audit_logs.id',
      'audit_logs.created_at',
      'audit_logs.user_id',
      'users.name as user_name',
      'audit_logs.action',
      'audit_logs.entity_type',
      'audit_logs.entity_id',
      'audit_logs.old_values',
      'audit_logs.new_values',
      'audit_logs.request_id',
      // Milliseconds would lose the order of rows of one transaction.
      sql<string>`audit_logs.created_at::text`.as('created_at_exact'),
    ])
    .where('audit_logs.organization_id', '=', filter.organizationId)
    .$if(filter.entityType !== undefined, (query) =>
      query.where('entity_type', '=', filter.entityType as string),
    )
    .$if(filter.entityId !== undefined, (query) =>
      query.where('entity_id', '=', filter.entityId as string),
    )
    .$if(filter.userId !== undefined, (query) =>
      query.where('audit_logs.user_id', '=', filter.userId as string),
    )
    .$if(filter.before !== null, (query) =>
      query.where(
        sql<boolean>`(audit_logs.created_at, audit_logs.id) < (${filter.before?.createdAt}::timestamptz, ${filter.before?.id}::uuid)`,
      ),
    )
    .orderBy('audit_logs.created_at', 'desc')
    .orderBy('audit_logs.id', 'desc')
    .limit(filter.limit)
    .execute();
}
