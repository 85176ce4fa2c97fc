import type { z } from 'zod';
import type {
  AiConnection,
  AiConnectionTest,
  createAiConnection,
  updateAiConnection,
} from '../../../contracts/ai.ts';
import { type TenantContext, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError, notFound } from '../../errors.ts';
import { newId } from '../../ids.ts';
import type { AiUsage, ModelRef } from '../../ports/ai/index.ts';
import { seal, unseal } from './domain/seal.ts';
import * as repo from './repo/connections.ts';
import type { Wire } from './wire.ts';

type Admin = TenantContext & { userId: string };
const TEST_TIMEOUT_MS = 20_000;

/** Where models are: connecting, changing and trying them. Keys go in and never come out. */
export function createConnectionsService(
  { database, clock, ai, masterKey }: Pick<Deps, 'database' | 'clock' | 'ai' | 'masterKey'>,
  wire: Wire,
) {
  const keyOf = (organizationId: string, row: repo.ConnectionRow) =>
    row.sealed && unseal(masterKey, { organizationId, connectionId: row.id }, row.sealed);

  const shown = (organizationId: string, row: repo.ConnectionRow): AiConnection => ({
    id: row.id,
    provider: row.provider,
    name: row.name,
    baseUrl: row.base_url,
    hasKey: row.sealed !== null,
    keyLast4: row.key_last4,
    keyReadable: row.sealed === null || keyOf(organizationId, row) !== null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  });

  const sealed = (organizationId: string, connectionId: string, key: string) => ({
    sealed: seal(masterKey, { organizationId, connectionId }, key),
    // Of a short key four characters would be most of it.
    last4: key.length >= 12 ? key.slice(-4) : '',
    at: clock.now(),
  });

  async function selected(admin: Admin, id: string): Promise<repo.ConnectionRow> {
    const { organizationId } = admin;
    const row = await withTenant(database, admin, (trx) =>
      repo.selectOptionalConnection(trx, { organizationId, id }),
    );
    if (!row) throw notFound('connection');
    return row;
  }

  return {
    list: (admin: Admin) =>
      withTenant(database, admin, async (trx) => ({
        items: (await repo.listConnections(trx, admin.organizationId)).map((row) =>
          shown(admin.organizationId, row),
        ),
      })),

    async create(
      admin: Admin,
      body: z.output<typeof createAiConnection.body>,
    ): Promise<AiConnection> {
      const { organizationId } = admin;
      const id = newId();
      await withTenant(database, admin, async (trx) => {
        await repo.insertConnection(trx, {
          organizationId,
          id,
          provider: body.provider,
          name: body.name,
          baseUrl: body.baseUrl ?? null,
        });
        if (body.apiKey) {
          await repo.replaceKey(
            trx,
            { organizationId, id },
            sealed(organizationId, id, body.apiKey),
          );
        }
      });
      return shown(organizationId, await selected(admin, id));
    },

    /**
     * @throws AppError `not_found`; `invalid_request` where the address changes without the key:
     * otherwise a stored key could be sent to an address of somebody's choice and read there.
     */
    async update(
      admin: Admin,
      id: string,
      body: z.output<typeof updateAiConnection.body>,
    ): Promise<AiConnection> {
      const { organizationId } = admin;
      const row = await selected(admin, id);
      const moves = body.baseUrl !== undefined && body.baseUrl !== row.base_url;
      if (moves && row.provider === 'compatible' && body.baseUrl === null) {
        throw new AppError('invalid_request', 'An OpenAI-compatible server needs its address.');
      }
      if (moves && row.sealed !== null && body.apiKey === undefined) {
        throw new AppError(
          'invalid_request',
          'Enter the key again together with the new address: a stored key is not sent elsewhere.',
          [{ path: 'apiKey', message: 'Enter the key for the new address.' }],
        );
      }
      await withTenant(database, admin, async (trx) => {
        await repo.updateConnection(trx, { organizationId, id }, body);
        if (body.apiKey !== undefined) {
          const key = body.apiKey === null ? null : sealed(organizationId, id, body.apiKey);
          await repo.replaceKey(trx, { organizationId, id }, key);
        }
      });
      return shown(organizationId, await selected(admin, id));
    },

    async remove(admin: Admin, id: string): Promise<void> {
      const { organizationId } = admin;
      const gone = await withTenant(database, admin, (trx) =>
        repo.deleteConnection(trx, { organizationId, id }),
      );
      if (!gone) throw notFound('connection');
    },

    /** Lists the models and, where one is named, has it answer a word. A failure is an answer. */
    async test(admin: Admin, id: string, model: string | undefined): Promise<AiConnectionTest> {
      const { organizationId, userId } = admin;
      const row = await selected(admin, id);
      const apiKey = keyOf(organizationId, row);
      const failed = (problem: string, latencyMs = 0): AiConnectionTest => ({
        ok: false,
        latencyMs,
        models: [],
        problem,
      });
      if (row.sealed && apiKey === null) {
        return failed('The key cannot be read with the present master key. Enter it again.');
      }
      const where = { provider: row.provider, baseUrl: row.base_url, apiKey };
      const from = performance.now();
      const elapsed = () => Math.round(performance.now() - from);
      let models: string[] = [];
      try {
        models = await ai.models(where, { timeoutMs: TEST_TIMEOUT_MS });
      } catch (error) {
        // Some servers list nothing and still answer: the named model decides then.
        if (!model) return failed((error as Error).message, elapsed());
      }
      if (!model) return { ok: true, latencyMs: elapsed(), models, problem: null };
      const ref: ModelRef = { ...where, model };
      const estimate: AiUsage = { tokensIn: 200, tokensOut: 64, tokensCached: 0 };
      const embedding = /embed/i.test(model);
      try {
        await wire(
          { organizationId, userId },
          {
            task: embedding ? 'embed' : 'describe',
            promptVersion: 'connection-test',
            ref,
            connectionId: id,
            estimate,
            signal: undefined,
            run: (): Promise<{ usage: AiUsage }> =>
              embedding
                ? ai.embed(ref, ['A sentence.'], { timeoutMs: TEST_TIMEOUT_MS })
                : ai
                    .text(ref, {
                      prompt: 'Answer with the word OK.',
                      maxOutputTokens: 64,
                      timeoutMs: TEST_TIMEOUT_MS,
                    })
                    // A model that thinks aloud may be cut off: it answered, which is what counts.
                    .catch((error: unknown) => {
                      const { code, usage } = error as { code?: string; usage?: AiUsage };
                      if (code === 'truncated' && usage) return { text: '', usage };
                      throw error;
                    }),
          },
        );
        return { ok: true, latencyMs: elapsed(), models, problem: null };
      } catch (error) {
        return { ...failed((error as Error).message, elapsed()), models };
      }
    },
  };
}

export type ConnectionsService = ReturnType<typeof createConnectionsService>;
