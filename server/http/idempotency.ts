import { createHash } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { type TenantContext, withTenant } from '../db/tenant.ts';
import { AppError } from '../errors.ts';

/** After this a request that never answered is taken for dead, and its key may be used again. */
const ABANDONED_AFTER_MS = 60_000;

export type Idempotency = {
  /**
   * Runs `work` for a key once; a repetition with the same request gets the first answer.
   *
   * @throws AppError `idempotency_reuse` for another request under the key, `in_progress` while
   *   the first still runs.
   */
  once(
    tenant: TenantContext & { userId: string },
    key: string,
    request: unknown,
    work: () => Promise<unknown>,
  ): Promise<unknown>;
};

export function createIdempotency(database: Database): Idempotency {
  return {
    async once(tenant, key, request, work) {
      if (key.length < 8 || key.length > 128) {
        throw new AppError('invalid_request', 'Idempotency-Key takes 8 to 128 characters.');
      }
      const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
      const earlier = await withTenant(database, tenant, async (trx) => {
        await trx
          .deleteFrom('idempotency_keys')
          .where('organization_id', '=', tenant.organizationId)
          .where('key', '=', key)
          .where('response_status', 'is', null)
          .where('created_at', '<', new Date(Date.now() - ABANDONED_AFTER_MS))
          .execute();
        const inserted = await trx
          .insertInto('idempotency_keys')
          .values({
            organization_id: tenant.organizationId,
            user_id: tenant.userId,
            key,
            request_hash: requestHash,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('key')
          .executeTakeFirst();
        if (inserted) return null;
        return trx
          .selectFrom('idempotency_keys')
          .select(['request_hash', 'response_status', 'response_body'])
          .where('organization_id', '=', tenant.organizationId)
          .where('user_id', '=', tenant.userId)
          .where('key', '=', key)
          .executeTakeFirstOrThrow();
      });
      if (earlier) {
        if (earlier.request_hash !== requestHash) {
          throw new AppError(
            'idempotency_reuse',
            'Use a new Idempotency-Key for each new request.',
          );
        }
        if (earlier.response_status === null) {
          throw new AppError('in_progress', 'Wait for the answer to the first one.');
        }
        return earlier.response_body;
      }
      const finish = (values: { response_status: number; response_body: string } | null) =>
        withTenant(database, tenant, async (trx) => {
          if (values) {
            await trx
              .updateTable('idempotency_keys')
              .set(values)
              .where('organization_id', '=', tenant.organizationId)
              .where('user_id', '=', tenant.userId)
              .where('key', '=', key)
              .execute();
          } else {
            await trx
              .deleteFrom('idempotency_keys')
              .where('organization_id', '=', tenant.organizationId)
              .where('user_id', '=', tenant.userId)
              .where('key', '=', key)
              .execute();
          }
        });
      try {
        const result = await work();
        await finish({ response_status: 200, response_body: JSON.stringify(result) });
        return result;
      } catch (error) {
        // What failed made nothing, so the same key may try again.
        await finish(null);
        throw error;
      }
    },
  };
}
