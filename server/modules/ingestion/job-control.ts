import type { Database } from '../../db/database.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { IngestionStage } from '../../db/types.gen.ts';
import * as repo from './repo.ts';
import * as versions from './versions/repo.ts';

const REPORT_EVERY_MS = 400;

/** The person asked to stop; thrown out of whatever the job is doing. */
export class JobCancelled extends Error {
  constructor() {
    super('The job was stopped.');
    this.name = 'JobCancelled';
  }
}

export type JobKey = { organizationId: string; id: string };

/** The context in which background work acts for an organization. */
export const systemContext = (organizationId: string): TenantContext => ({
  organizationId,
  userId: null,
  role: 'system',
});

export type JobControl = {
  /** Goes to a stage; also the moment at which a stop is noticed. */
  enter(stage: IngestionStage, total: number): Promise<void>;
  /** Reports units done; written a few times a second at most. @throws JobCancelled */
  advance(done: number, total?: number): Promise<void>;
  count(counts: repo.Counts): Promise<void>;
};

/** Lets a stage report, and stops it when the person has asked for it. */
export function controlJob(database: Database, key: JobKey, now: () => Date): JobControl {
  let lastReport = 0;
  const write = async (change: repo.JobChange) => {
    const result = await withTenant(database, systemContext(key.organizationId), (trx) =>
      repo.updateJob(trx, key, change),
    );
    // A job that is gone was deleted with its material: nothing is left to work for.
    if (result === null || result.cancelRequested) throw new JobCancelled();
  };
  return {
    async enter(stage, total) {
      lastReport = Date.now();
      await write({
        status: 'running',
        waitingFor: null,
        stage,
        done: 0,
        total,
        startedAt: now(),
      });
    },
    async advance(done, total) {
      if (Date.now() - lastReport < REPORT_EVERY_MS) return;
      lastReport = Date.now();
      await write(total === undefined ? { done } : { done, total });
    },
    count: (counts) => write({ counts }),
  };
}

/**
 * Lets a job wait for money or a batch: it keeps all that it has made, and `resumeJob` lets it go
 * on. In the caller's transaction, which also sees to it that somebody looks again.
 *
 * @returns false where the job is not there to wait: it is gone, or shall stop.
 */
export async function pauseJob(
  trx: TenantTransaction,
  key: JobKey,
  waitingFor: repo.WaitingFor,
): Promise<boolean> {
  await repo.lockJob(trx, key);
  const row = await repo.selectOptionalJob(trx, key);
  if (!row || row.cancel_requested_at !== null) return false;
  await repo.updateJob(trx, key, { status: 'queued', waitingFor });
  return true;
}

/** Whether a job has not ended: the queue may hand out the same work twice. */
export async function isJobOpen(trx: TenantTransaction, key: JobKey): Promise<boolean> {
  const row = await repo.selectOptionalJob(trx, key);
  return row?.status === 'queued' || row?.status === 'running';
}

/** Whether nobody will go on with a job, even by trying it again. */
export async function isJobOver(trx: TenantTransaction, key: JobKey): Promise<boolean> {
  const row = await repo.selectOptionalJob(trx, key);
  return !row || row.status === 'cancelled' || row.status === 'completed';
}

/** Whether a job waits for it still; it may have been stopped or deleted meanwhile. */
export async function isJobWaiting(
  trx: TenantTransaction,
  key: JobKey,
  waitingFor: repo.WaitingFor,
): Promise<boolean> {
  const row = await repo.selectOptionalJob(trx, key);
  return row?.status === 'queued' && row.waiting_for === waitingFor;
}

/**
 * Ends the wait of a job in the caller's transaction, which queues its next step.
 *
 * @returns the job, or null where it waits no longer.
 */
export async function resumeJob(
  trx: TenantTransaction,
  key: JobKey,
  waitingFor: repo.WaitingFor,
): Promise<{ cancelRequested: boolean } | null> {
  await repo.lockJob(trx, key);
  const row = await repo.selectOptionalJob(trx, key);
  if (row?.status !== 'queued' || row.waiting_for !== waitingFor) return null;
  return repo.updateJob(trx, key, { waitingFor: null });
}

const isLaterVersion = (row: { material_version: number | null }): boolean =>
  (row.material_version ?? 1) > 1;

/** Ends a job that cannot go on; its material stays, marked, so that it can be tried again. */
export async function failJob(
  database: Database,
  key: JobKey,
  error: { code: string; message: string },
  now: Date,
): Promise<void> {
  await withTenant(database, systemContext(key.organizationId), async (trx) => {
    const row = await repo.selectOptionalJob(trx, key);
    if (!row) return;
    await repo.updateJob(trx, key, {
      status: 'failed',
      waitingFor: null,
      error,
      finishedAt: now,
    });
    if (isLaterVersion(row)) {
      // The version before is read as it was. The job can be tried again with the same original.
      return;
    }
    if (row.material_id !== null && (row.stage === 'parse' || row.stage === 'embed')) {
      await repo.updateMaterialStatus(
        trx,
        { organizationId: key.organizationId, id: row.material_id },
        'failed',
      );
    }
  });
}

/**
 * Ends a job that a person stopped, and takes the half-made material back. One that people have
 * reviewed or studied already (the job was a second try) stays, with what it has.
 */
export async function cancelJob(database: Database, key: JobKey, now: Date): Promise<void> {
  await withTenant(database, systemContext(key.organizationId), async (trx) => {
    const row = await repo.selectOptionalJob(trx, key);
    if (!row) return;
    if (isLaterVersion(row)) {
      await repo.updateJob(trx, key, { status: 'cancelled', waitingFor: null, finishedAt: now });
      // A version that is not read yet is forgotten; one that is stays, with the items made so far.
      if (
        row.material_id !== null &&
        row.material_version !== null &&
        row.material_version !== row.current_version
      )
        await versions.deleteVersion(trx, {
          organizationId: key.organizationId,
          materialId: row.material_id,
          version: row.material_version,
        });
      return;
    }
    const material =
      row.material_id === null ? null : { organizationId: key.organizationId, id: row.material_id };
    const kept = material !== null && (await repo.isMaterialUsed(trx, material));
    await repo.updateJob(trx, key, {
      status: 'cancelled',
      waitingFor: null,
      finishedAt: now,
      ...(kept ? {} : { materialId: null }),
    });
    if (material === null) return;
    if (kept) await repo.updateMaterialStatus(trx, material, 'ready');
    else await repo.deleteMaterial(trx, material);
  });
}
