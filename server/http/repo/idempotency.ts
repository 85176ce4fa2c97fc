import type { TenantTransaction } from '../../db/tenant.ts';

type RequestKey = { organizationId: string; userId: string; key: string };

/**
 * Takes the key for a new request; where it is taken already, what is known of the first one.
 *
 * @param abandonedBefore a request that began before this and never answered gives its key back.
 */
export async function claimKey(
  trx: TenantTransaction,
  request: RequestKey & { requestHash: string; abandonedBefore: Date },
) {
  await trx
    .deleteFrom('idempotency_keys')
    .where('organization_id', '=', request.organizationId)
    .where('user_id', '=', request.userId)
    .where('key', '=', request.key)
    .where('response_status', 'is', null)
    .where('created_at', '<', request.abandonedBefore)
    .execute();
  const inserted = await trx
    .insertInto('idempotency_keys')
    .values({
      organization_id: request.organizationId,
      user_id: request.userId,
      key: request.key,
      request_hash: request.requestHash,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (inserted) return null;
  return trx
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'response_status', 'response_body'])
    .where('organization_id', '=', request.organizationId)
    .where('user_id', '=', request.userId)
    .where('key', '=', request.key)
    .executeTakeFirstOrThrow();
}

/** Keeps the answer for repetitions. @param body JSON */
export async function updateResponse(
  trx: TenantTransaction,
  request: RequestKey,
  response: { status: number; body: string },
): Promise<void> {
  await trx
    .updateTable('idempotency_keys')
    .set({ response_status: response.status, response_body: response.body })
    .where('organization_id', '=', request.organizationId)
    .where('user_id', '=', request.userId)
    .where('key', '=', request.key)
    .execute();
}

export async function deleteKey(trx: TenantTransaction, request: RequestKey): Promise<void> {
  await trx
    .deleteFrom('idempotency_keys')
    .where('organization_id', '=', request.organizationId)
    .where('user_id', '=', request.userId)
    .where('key', '=', request.key)
    .execute();
}
