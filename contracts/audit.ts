import { z } from 'zod';
import { defineRoute } from './route.ts';
import { Id, PageQuery, pageOf, Timestamp } from './shared.ts';

export const AuditEntry = z.object({
  id: Id,
  createdAt: Timestamp,
  userId: Id.nullable(),
  userName: z.string().nullable(),
  action: z.enum(['insert', 'update', 'delete']),
  entityType: z.string(),
  entityId: Id.nullable(),
  oldValues: z.record(z.string(), z.unknown()).nullable(),
  newValues: z.record(z.string(), z.unknown()).nullable(),
  requestId: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const listAudit = defineRoute({
  method: 'GET',
  path: '/audit',
  summary: 'Who changed what, newest first',
  query: PageQuery.extend({
    entityType: z.string().max(50).optional(),
    entityId: Id.optional(),
    userId: Id.optional(),
  }),
  response: pageOf(AuditEntry),
});
