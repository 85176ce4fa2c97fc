import { z } from 'zod';
import { type AuditEntry, listAudit as contract } from '../../../contracts/audit.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps, Module } from '../../deps.ts';
import { decodeCursor, encodeCursor, takePage } from '../../http/cursor.ts';
import { route } from '../../http/route.ts';
import { listAudit } from './repo.ts';

const Values = z.record(z.string(), z.unknown()).nullable();

export function auditModule({ database }: Deps): Module {
  return {
    name: 'audit',
    routes: [
      route(contract, 'administer', ({ tenant, query: { cursor, limit, ...filter } }) =>
        withTenant(database, tenant, async (trx) => {
          const rows = await listAudit(trx, {
            organizationId: tenant.organizationId,
            ...filter,
            before: decodeCursor(cursor, ['createdAt', 'id']),
            limit: limit + 1,
          });
          return takePage(
            rows,
            limit,
            (row): AuditEntry => ({
              id: row.id,
              createdAt: row.created_at.toISOString(),
              userId: row.user_id,
              userName: row.user_name,
              action: row.action as AuditEntry['action'],
              entityType: row.entity_type,
              entityId: row.entity_id,
              oldValues: Values.parse(row.old_values),
              newValues: Values.parse(row.new_values),
              requestId: row.request_id,
            }),
            (row) => encodeCursor({ createdAt: row.created_at_exact, id: row.id }),
          );
        }),
      ),
    ],
  };
}
