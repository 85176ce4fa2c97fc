import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { MAX_UPLOAD_BYTES } from '../../../contracts/ingestion.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { defineTask } from '../../jobs/task.ts';
import {
  BLOCK_SEPARATOR,
  chunkEmbeddingText,
  embedderOf,
  vectorsMissing,
} from '../library/index.ts';
import { SourceError } from './domain/source-error.ts';
import { materialChunked } from './events.ts';
import {
  cancelJob,
  controlJob,
  failJob,
  JobCancelled,
  type JobControl,
  type JobKey,
  systemContext,
} from './job-control.ts';
import type { ParsePool } from './pool.ts';
import * as repo from './repo.ts';
import { type IngestionService, titleFromFileName } from './service.ts';
import { ingestionStep } from './step.ts';
import * as versions from './versions/repo.ts';

/** Passages written at once: small enough that readers of an embedded database hardly wait. */
const BATCH = 40;

type Job = NonNullable<Awaited<ReturnType<typeof repo.selectOptionalJob>>>;

/** The steps from a source to searchable passages. Each can be repeated without making more. */
export function createIngestionTask(deps: Deps, service: IngestionService, pool: ParsePool) {
  const { database, queue, storage, web, clock } = deps;

  async function fetchSource(
    key: JobKey,
    job: Job,
    control: JobControl,
    signal: AbortSignal,
  ): Promise<void> {
    await control.enter('fetch', 1);
    const file = service.tempFile();
    const fetched = await web.download(job.source, file, { maxBytes: MAX_UPLOAD_BYTES, signal });
    const author = {
      organizationId: key.organizationId,
      userId: job.created_by,
      role: 'instructor' as const,
    };
    await service.take(
      author,
      {
        sourceType: 'url',
        source: job.source,
        title: titleFromFileName(fetched.fileName),
        mediaType: fetched.contentType,
        file,
      },
      key.id,
    );
  }

  /** A new version that says what the one before says is forgotten; its job says so. */
  async function endUnchanged(
    key: JobKey,
    version: { organizationId: string; materialId: string; version: number },
  ): Promise<void> {
    await withTenant(database, systemContext(key.organizationId), async (trx) => {
      await repo.updateJobAsDuplicate(trx, key, {
        materialId: version.materialId,
        at: clock.now(),
      });
      await versions.deleteVersion(trx, version);
    });
  }

  async function parseSource(
    key: JobKey,
    job: Job,
    control: JobControl,
    signal: AbortSignal,
  ): Promise<void> {
    const { material_id: materialId, material_version: version, storage_key: storageKey } = job;
    if (materialId === null || version === null || storageKey === null) return;
    await control.enter('parse', 0);
    const bytes = await storage.read(storageKey);
    let cancelled: Error | undefined;
    const stop = new AbortController();
    const { document, chunks } = await pool
      .run(
        {
          bytes,
          fileName: job.source_type === 'text' ? `${randomUUID()}.md` : nameOf(job),
          ...(job.media_type === null ? {} : { contentType: job.media_type }),
        },
        (done, total) => {
          control.advance(done, total).catch((error: Error) => {
            cancelled = error;
            stop.abort();
          });
        },
        AbortSignal.any([signal, stop.signal]),
      )
      .catch((error: unknown) => {
        throw cancelled ?? error;
      });
    const wordCount = chunks.reduce((sum, chunk) => sum + chunk.wordCount, 0);
    const materialKey = { organizationId: key.organizationId, materialId, version };
    const text = document.blocks.map((block) => block.text).join(BLOCK_SEPARATOR);
    await withTenant(database, systemContext(key.organizationId), (trx) =>
      repo.updateParsed(trx, materialKey, {
        // Pasted text was given its title by a person.
        title: job.source_type === 'text' ? null : document.title?.trim().slice(0, 255) || null,
        language: document.language,
        wordCount,
        pageCount: document.pageCount,
        durationSeconds: document.durationSeconds,
        textHash: createHash('sha256').update(text).digest('hex'),
      }),
    );
    const unchanged = await withTenant(database, systemContext(key.organizationId), (trx) =>
      versions.saysTheSame(trx, materialKey),
    );
    if (unchanged) return endUnchanged(key, materialKey);
    await control.count({
      chunks: chunks.length,
      ...(document.pageCount === null ? {} : { pages: document.pageCount }),
      ...(document.durationSeconds === null ? {} : { durationSeconds: document.durationSeconds }),
    });
    await control.enter('embed', chunks.length);
    const embedder = await embedderOf(deps, key.organizationId);
    let lacking = false;
    for (let at = 0; at < chunks.length; at += BATCH) {
      const some = chunks.slice(at, at + BATCH);
      const vectors = await embedder.embed(some.map(chunkEmbeddingText), signal);
      const batch = some.map((chunk, index) => ({ chunk, vector: vectors[index] ?? null }));
      lacking ||= vectors.includes(null);
      await withTenant(database, systemContext(key.organizationId), (trx) =>
        repo.insertChunks(trx, materialKey, embedder, batch),
      );
      await control.advance(at + batch.length);
    }
    await withTenant(database, systemContext(key.organizationId), async (trx) => {
      await versions.switchVersion(trx, { ...materialKey, now: clock.now() });
      await repo.updateMaterialStatus(
        trx,
        { organizationId: key.organizationId, id: materialId },
        'ready',
      );
      await repo.updateJob(trx, key, { stage: 'concepts', done: 0, total: 0 });
      // Words find the passages at once; their vectors follow when the model can be reached.
      if (lacking)
        await queue.enqueue(
          trx,
          vectorsMissing,
          { organizationId: key.organizationId },
          { key: key.organizationId },
        );
      await queue.enqueue(trx, materialChunked, {
        organizationId: key.organizationId,
        jobId: key.id,
        materialId,
        version,
      });
    });
  }

  return defineTask({
    ...ingestionStep,
    concurrency: 2,
    retries: 3,
    timeoutSeconds: 3600,
    async run({ organizationId, jobId }, { signal }) {
      const key = { organizationId, id: jobId };
      const job = await withTenant(database, systemContext(organizationId), (trx) =>
        repo.selectOptionalJob(trx, key),
      );
      if (!job || (job.status !== 'queued' && job.status !== 'running')) return;
      const control = controlJob(database, key, () => clock.now());
      try {
        if (job.stage === 'fetch') await fetchSource(key, job, control, signal);
        else if (job.stage === 'parse' || job.stage === 'embed')
          await parseSource(key, job, control, signal);
        else if (job.material_id !== null && job.material_version !== null) {
          const event = {
            organizationId,
            jobId,
            materialId: job.material_id,
            version: job.material_version,
          };
          await queue.enqueue(database.kysely, materialChunked, event);
        }
      } catch (error) {
        if (error instanceof JobCancelled) return cancelJob(database, key, clock.now());
        if (error instanceof SourceError || error instanceof AppError) {
          return failJob(database, key, { code: error.code, message: error.message }, clock.now());
        }
        // The process is stopping: the queue gives the job to the next one.
        if (signal.aborted) throw error;
        console.error(`Ingestion of ${job.source} failed:`, error);
        await failJob(
          database,
          key,
          {
            code: 'internal',
            message: 'Something went wrong on our side. Try again; the original is kept.',
          },
          clock.now(),
        );
      }
    },
  });
}

/** The name by which a format is guessed: a page's address may have none. */
function nameOf(job: Job): string {
  if (job.source_type !== 'url') return job.source;
  return path.basename(new URL(job.source).pathname) || 'page.html';
}
