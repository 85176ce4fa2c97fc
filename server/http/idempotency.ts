import { createHash } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { type TenantContext, withTenant } from '../db/tenant.ts';
import { AppError } from '../errors.ts';
import * as repo from './repo/idempotency.ts';

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
      const row = { organizationId: tenant.organizationId, userId: tenant.userId, key };
      const abandonedBefore = new Date(Date.now() - ABANDONED_AFTER_MS);
      const earlier = await withTenant(database, tenant, (trx) =>
        repo.claimKey(trx, { ...row, requestHash, abandonedBefore }),
      );
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
      try {
        const result = await work();
        await withTenant(database, tenant, (trx) =>
          repo.updateResponse(trx, row, { status: 200, body: JSON.stringify(result) }),
        );
        return result;
      } catch (error) {
        // What failed made nothing, so the same key may try again.
        await withTenant(database, tenant, (trx) => repo.deleteKey(trx, row));
        throw error;
      }
    },
  };
}
