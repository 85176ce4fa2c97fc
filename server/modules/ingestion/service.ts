import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { IngestionJob } from '../../../contracts/ingestion.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError, notFound } from '../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../http/cursor.ts';
import { overallProgress } from './domain/progress.ts';
import * as repo from './repo.ts';
import { ingestionStep } from './step.ts';

type Author = TenantContext & { userId: string };

/** A source that lies in a temporary file, ready to be taken in. */
export type StoredSource = {
  sourceType: 'file' | 'url' | 'text';
  /** File name, address, or title. */
  source: string;
  title: string;
  mediaType: string | null;
  file: string;
};

const PAUSED: Record<repo.WaitingFor, string> = {
  ai_budget:
    "Paused: the month's budget for AI is used up. The job goes on when the next month begins or an administrator raises the budget; nothing is lost.",
  ai_batch:
    'The AI provider answers within a day, at batch prices. The job goes on by itself when the answers are there.',
};

function pausedOf(waitingFor: string | null): IngestionJob['paused'] {
  if (waitingFor === null) return null;
  const code = waitingFor as repo.WaitingFor;
  return { code, message: PAUSED[code] };
}

export function toJob(row: repo.JobRow): IngestionJob {
  return {
    id: row.id,
    sourceType: row.source_type,
    source: row.source,
    materialId: row.material_id,
    materialTitle: row.material_title,
    status: row.status,
    stage: row.stage,
    progressDone: row.progress_done,
    progressTotal: row.progress_total,
    progress:
      row.status === 'completed'
        ? 1
        : overallProgress(row.stage, row.progress_done, row.progress_total),
    counts: repo.Counts.parse(row.counts),
    duplicate: row.duplicate,
    error:
      row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
    paused: pausedOf(row.waiting_for),
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

async function checksumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

/** `On_the-origin.pdf` → `On the origin`: what a material is called until its text says better. */
export function titleFromFileName(name: string): string {
  const base = path
    .basename(name, path.extname(name))
    .replace(/[_\s]+/g, ' ')
    .trim();
  return (base === '' ? name : base).slice(0, 255);
}

/** Sources on their way into the library. */
export function createIngestionService(
  deps: Pick<Deps, 'database' | 'queue' | 'storage' | 'clock' | 'config'>,
) {
  const { database, queue, storage, clock } = deps;
  const tempFile = () => path.join(deps.config.dataDir, 'tmp', randomUUID());

  const selectJob = async (trx: TenantTransaction, organizationId: string, id: string) => {
    const row = await repo.selectOptionalJob(trx, { organizationId, id });
    if (!row) throw notFound('ingestion job');
    return row;
  };

  /**
   * Keeps the original and opens a job for it. A source that is in the library already gets a
   * finished job that points to it. The temporary file is gone afterwards.
   *
   * @param jobId the job that fetched the source; without it a new one is made.
   */
  async function take(author: Author, source: StoredSource, jobId?: string): Promise<string> {
    try {
      const checksum = await checksumOf(source.file);
      const { size } = await stat(source.file);
      if (size === 0) throw new AppError('invalid_request', `${source.source} is empty.`);
      const key = `${author.organizationId}/originals/${checksum}`;
      // Named by its content: storing it again, or storing it for a job that then fails, is harmless.
      if (!(await storage.has(key))) await storage.putFile(key, source.file);
      return await withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const base = {
          organizationId,
          sourceType: source.sourceType,
          source: source.source,
          createdBy: author.userId,
        };
        let existing = await repo.selectOptionalMaterialByChecksum(trx, {
          organizationId,
          checksum,
        });
        let materialId = existing?.status === 'failed' ? existing.id : null;
        if (!existing) {
          materialId = await repo.insertMaterial(trx, {
            ...base,
            title: source.title,
            sourceName: source.source,
            mediaType: source.mediaType,
            checksum,
            storageKey: key,
            sizeBytes: size,
          });
          if (materialId === null) {
            existing = await repo.selectOptionalMaterialByChecksum(trx, {
              organizationId,
              checksum,
            });
          }
        }
        if (materialId === null && existing) {
          const duplicateAt = clock.now();
          if (jobId === undefined) {
            return repo.insertJob(trx, {
              ...base,
              materialId: existing.id,
              version: existing.current_version,
              stage: 'done',
              duplicateAt,
            });
          }
          await repo.updateJobAsDuplicate(
            trx,
            { organizationId, id: jobId },
            { materialId: existing.id, at: duplicateAt },
          );
          return jobId;
        }
        let id = jobId;
        if (id === undefined) {
          id = await repo.insertJob(trx, {
            ...base,
            materialId,
            version: 1,
            stage: 'parse',
            duplicateAt: null,
          });
        } else {
          await repo.updateJob(
            trx,
            { organizationId, id },
            { materialId, version: 1, stage: 'parse', done: 0, total: 0 },
          );
        }
        if (materialId !== null)
          await repo.updateMaterialStatus(trx, { organizationId, id: materialId }, 'processing');
        await queue.enqueue(trx, ingestionStep, { organizationId, jobId: id });
        return id;
      });
    } finally {
      await rm(source.file, { force: true });
    }
  }

  const getJob = (tenant: TenantContext, id: string): Promise<IngestionJob> =>
    withTenant(database, tenant, async (trx) =>
      toJob(await selectJob(trx, tenant.organizationId, id)),
    );

  return {
    tempFile,
    take,
    get: getJob,

    async addText(author: Author, input: { title: string; text: string }): Promise<IngestionJob> {
      const file = tempFile();
      await writeFile(file, input.text);
      const id = await take(author, {
        sourceType: 'text',
        source: input.title,
        title: input.title,
        mediaType: 'text/markdown',
        file,
      });
      return getJob(author, id);
    },

    addUrl(author: Author, url: string): Promise<IngestionJob> {
      return withTenant(database, author, async (trx) => {
        const { organizationId, userId } = author;
        const id = await repo.insertJob(trx, {
          organizationId,
          sourceType: 'url',
          source: url,
          createdBy: userId,
          materialId: null,
          version: null,
          stage: 'fetch',
          duplicateAt: null,
        });
        await queue.enqueue(trx, ingestionStep, { organizationId, jobId: id });
        return toJob(await selectJob(trx, organizationId, id));
      });
    },

    list(
      tenant: TenantContext,
      query: { open?: boolean | undefined; cursor?: string | undefined; limit: number },
    ) {
      return withTenant(database, tenant, async (trx) => {
        const rows = await repo.listJobs(trx, {
          organizationId: tenant.organizationId,
          open: query.open,
          before: decodeCursor(query.cursor, ['id'])?.id ?? null,
          limit: query.limit + 1,
        });
        return takePage(rows, query.limit, toJob, (row) => encodeCursor({ id: row.id }));
      });
    },

    changedSince(tenant: TenantContext, since: Date): Promise<{ job: IngestionJob; at: Date }[]> {
      return withTenant(database, tenant, async (trx) => {
        const rows = await repo.listJobsChangedSince(trx, tenant.organizationId, since);
        return rows.map((row) => ({ job: toJob(row), at: row.updated_at }));
      });
    },

    /** The job stops at its next step of progress; a queued one when its turn comes. */
    cancel(tenant: TenantContext, id: string): Promise<IngestionJob> {
      return withTenant(database, tenant, async (trx) => {
        const key = { organizationId: tenant.organizationId, id };
        await repo.lockJob(trx, key);
        const row = await selectJob(trx, tenant.organizationId, id);
        if (row.status !== 'queued' && row.status !== 'running') {
          throw new AppError('conflict', 'The job has ended; there is nothing to stop.');
        }
        await repo.updateJob(trx, key, { cancelRequestedAt: clock.now(), waitingFor: null });
        // Nobody works on a job that waits for money or a batch: somebody must come by to end it.
        if (row.waiting_for !== null)
          await queue.enqueue(trx, ingestionStep, {
            organizationId: tenant.organizationId,
            jobId: id,
          });
        return toJob(await selectJob(trx, tenant.organizationId, id));
      });
    },

    retry(tenant: TenantContext, id: string): Promise<IngestionJob> {
      return withTenant(database, tenant, async (trx) => {
        const key = { organizationId: tenant.organizationId, id };
        await repo.lockJob(trx, key);
        const row = await selectJob(trx, tenant.organizationId, id);
        if (row.status !== 'failed' && row.status !== 'cancelled') {
          throw new AppError(
            'conflict',
            'Only a job that failed or was stopped can be tried again.',
          );
        }
        if (row.material_id === null && row.source_type !== 'url') {
          throw new AppError('conflict', 'The source is no longer here; add it again.');
        }
        await repo.updateJob(trx, key, {
          status: 'queued',
          stage: row.material_id === null ? 'fetch' : row.stage === 'done' ? 'parse' : row.stage,
          error: null,
          cancelRequestedAt: null,
          finishedAt: null,
          done: 0,
          total: 0,
        });
        if (row.material_id !== null && (row.material_version ?? 1) === 1) {
          await repo.updateMaterialStatus(
            trx,
            { organizationId: tenant.organizationId, id: row.material_id },
            'processing',
          );
        }
        await queue.enqueue(trx, ingestionStep, {
          organizationId: tenant.organizationId,
          jobId: id,
        });
        return toJob(await selectJob(trx, tenant.organizationId, id));
      });
    },
  };
}

export type IngestionService = ReturnType<typeof createIngestionService>;
