import { z } from 'zod';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { defineTask } from '../../../jobs/task.ts';
import {
  type EmbedderRef,
  embeddingModel,
  HASH_EMBEDDER,
  modelsOf,
  openEmbedder,
  selectOptionalEmbedder,
  vectorsMissing,
  wantedEmbedder,
} from '../../library/index.ts';
import { listOrganizationIds } from '../../tenancy/index.ts';
import * as repo from './repo.ts';

/** Rows in one request to a model and in one transaction. */
const BATCH = 96;
const CLEARED = 500;
const LOOK_AGAIN_SECONDS = 120;
const NO_ID = '00000000-0000-0000-0000-000000000000';

const other = (slot: EmbedderRef['slot']): EmbedderRef['slot'] => (slot === 'a' ? 'b' : 'a');

/**
 * Makes the vectors that an organization lacks: those of rows that were kept without one, and all
 * of another embedder, beside those that are searched meanwhile. Every batch is kept at once, so a
 * repetition goes on where it was; when the last is there, search changes over by one row.
 */
export function createReembedTasks(deps: Deps) {
  const { database, queue } = deps;
  const models = modelsOf(deps);

  async function fill(organizationId: string, target: EmbedderRef, signal: AbortSignal) {
    const inTenant = <T>(work: (trx: TenantTransaction) => Promise<T>) =>
      withTenant(database, { organizationId, userId: null, role: 'system' }, work);
    let reason: string | null = null;
    const embedder = openEmbedder(target, embeddingModel(models, organizationId), (error) => {
      reason = error instanceof AppError ? error.message : WAITS;
    });
    const total = await inTenant((trx) => repo.countRows(trx, organizationId));
    let lacking = 0;
    let filled = await inTenant((trx) => repo.countFilled(trx, organizationId, target));
    for (const table of repo.VECTOR_TABLES) {
      let after = NO_ID;
      while (true) {
        signal.throwIfAborted();
        const rows = await inTenant((trx) =>
          repo.listLacking(trx, { organizationId, table, embedder, after, limit: BATCH }),
        );
        const last = rows.at(-1);
        if (last === undefined) break;
        after = last.id;
        const vectors = await embedder.embed(
          rows.map(({ text }) => text),
          signal,
        );
        const made = rows.flatMap(({ id, seen }, index) => {
          const vector = vectors[index] ?? null;
          return vector === null ? [] : [{ id, seen, vector }];
        });
        lacking += rows.length - made.length;
        filled += made.length;
        await inTenant(async (trx) => {
          await repo.updateVectors(trx, { organizationId, table, embedder }, made);
          await repo.updateProgress(trx, organizationId, {
            done: Math.min(total, filled),
            error: reason,
          });
        });
        if (reason !== null) return { done: false, inTenant };
      }
    }
    return { done: lacking === 0, inTenant };
  }

  async function clear(organizationId: string, slot: EmbedderRef['slot'], signal: AbortSignal) {
    for (const table of repo.VECTOR_TABLES) {
      let cleared = CLEARED;
      while (cleared === CLEARED) {
        signal.throwIfAborted();
        cleared = await withTenant(
          database,
          { organizationId, userId: null, role: 'system' },
          (trx) => repo.clearVectors(trx, { organizationId, table, slot, limit: CLEARED }),
        );
      }
    }
  }

  const make = defineTask({
    ...vectorsMissing,
    concurrency: 1,
    retries: 5,
    timeoutSeconds: 6 * 3600,
    async run({ organizationId }, { signal }) {
      const system = { organizationId, userId: null, role: 'system' } as const;
      const row = await withTenant(database, system, (trx) =>
        selectOptionalEmbedder(trx, organizationId),
      );
      if (!row) return;
      const current: EmbedderRef = { name: row.name, slot: row.slot === 'b' ? 'b' : 'a' };
      const target: EmbedderRef =
        row.next_name === null ? current : { name: row.next_name, slot: other(current.slot) };
      const { done, inTenant } = await fill(organizationId, target, signal);
      if (!done) {
        await queue.enqueue(
          database.kysely,
          vectorsMissing,
          { organizationId },
          {
            key: organizationId,
            delaySeconds: LOOK_AGAIN_SECONDS,
          },
        );
        return;
      }
      if (target === current) return clear(organizationId, other(current.slot), signal);
      await inTenant(async (trx) => {
        if (!(await repo.switchSets(trx, organizationId, target))) return;
        // Rows that came in during the last round, and the vectors that nobody reads any more.
        const key = `${organizationId} now`;
        await queue.enqueue(trx, vectorsMissing, { organizationId }, { key });
      });
    },
  });

  const sweep = defineTask({
    name: 'vectors.sweep',
    payload: z.object({}),
    concurrency: 1,
    retries: 2,
    timeoutSeconds: 900,
    cron: '*/10 * * * *',
    async run(_payload, { signal }) {
      for (const organizationId of await listOrganizationIds(database.kysely)) {
        signal.throwIfAborted();
        await withTenant(
          database,
          { organizationId, userId: null, role: 'system' },
          async (trx) => {
            const row = await selectOptionalEmbedder(trx, organizationId);
            if (!row) return;
            const wanted = await wantedEmbedder(models, organizationId);
            const name = row.next_name ?? row.name;
            if (name !== HASH_EMBEDDER && wanted !== null && wanted !== name)
              await repo.upsertNext(trx, {
                organizationId,
                current: { name: row.name, slot: row.slot === 'b' ? 'b' : 'a' },
                next: wanted === row.name ? null : wanted,
                total: await repo.countRows(trx, organizationId),
              });
            await queue.enqueue(trx, vectorsMissing, { organizationId }, { key: organizationId });
          },
        );
      }
    },
  });

  return [make, sweep];
}

const WAITS =
  'The model that makes the vectors cannot be reached; search goes on with the old ones. It is tried again every two minutes.';
