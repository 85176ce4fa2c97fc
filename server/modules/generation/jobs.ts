import { type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { defineTask } from '../../jobs/task.ts';
import { AwaitBatch } from '../ai/index.ts';
import {
  cancelJob,
  controlJob,
  failJob,
  isJobOpen,
  JobCancelled,
  materialChunked,
  pauseJob,
  systemContext,
  updateJob,
} from '../ingestion/index.ts';
import { followVersion } from '../items/index.ts';
import type { ChooseEngines } from './choose.ts';
import { conceptFinder } from './concepts.ts';
import type { SourceChunk, SourceDocument } from './engine.ts';
import { modelFailureOf } from './llm/failure.ts';
import {
  createLookTask,
  LOOK_AGAIN_SECONDS as LOOK_AT_BATCHES_SECONDS,
  lookAtBatches,
} from './look.ts';
import * as repo from './repo.ts';
import { createResumeTask, LOOK_AGAIN_SECONDS, resumePaused } from './resume.ts';
import { createRunner, EngineFailed, openEngines, type Source } from './run.ts';
import { makeConcepts, makeItems, makeSummaries } from './stages.ts';

/** A book takes a model most of an hour; a dead worker is noticed much earlier, by its silence. */
const TIMEOUT_SECONDS = 6 * 3600;

/** Passages that no earlier version of the material has. */
async function freshOf(
  trx: TenantTransaction,
  source: Source,
  { chunks }: SourceDocument,
): Promise<SourceChunk[]> {
  if (source.version === 1) return chunks;
  const known = await repo.listEarlierHashes(trx, source);
  return chunks.filter(({ contentHash }) => !known.has(contentHash));
}

/** Makes concepts, items and summaries of a searchable material, run by run. */
function createWork(deps: Deps, choose: ChooseEngines) {
  const { database, queue, clock } = deps;

  /** Lets a job wait until somebody, who looks every minute, finds that it can go on. */
  async function pause(source: Source, waitingFor: 'ai_budget' | 'ai_batch'): Promise<void> {
    const key = { organizationId: source.organizationId, id: source.jobId };
    const waits = await withTenant(database, systemContext(key.organizationId), async (trx) => {
      if (!(await pauseJob(trx, key, waitingFor))) return false;
      if (waitingFor === 'ai_batch') await lookLater(trx, source);
      else
        await queue.enqueue(trx, resumePaused, source, {
          key: key.id,
          delaySeconds: LOOK_AGAIN_SECONDS,
        });
      return true;
    });
    if (!waits) await cancelJob(database, key, clock.now());
  }

  const lookLater = (trx: TenantTransaction, source: Source) =>
    queue.enqueue(trx, lookAtBatches, source, {
      key: source.jobId,
      delaySeconds: LOOK_AT_BATCHES_SECONDS,
    });

  /** Ends or pauses a job whose work threw. @throws what the queue should try again. */
  async function settle(source: Source, error: unknown, signal: AbortSignal): Promise<void> {
    const key = { organizationId: source.organizationId, id: source.jobId };
    if (error instanceof JobCancelled) {
      await cancelJob(database, key, clock.now());
      return choose.batches.forgetBatches({ ...key, workId: key.id });
    }
    if (signal.aborted) throw error;
    if (error instanceof AwaitBatch) return pause(source, 'ai_batch');
    const failure = error instanceof EngineFailed ? error.failure : modelFailureOf(error);
    if (failure !== null) {
      const { code, message } = failure;
      if (code !== 'ai_budget_exhausted')
        return failJob(database, key, { code, message }, clock.now());
      return pause(source, 'ai_budget');
    }
    console.error(`Generation for material ${source.materialId} failed:`, error);
    await failJob(
      database,
      key,
      {
        code: 'internal',
        message:
          'The material is searchable, but its items could not all be made. Try again; nothing is made twice.',
      },
      clock.now(),
    );
  }

  return async (source: Source, signal: AbortSignal): Promise<void> => {
    const key = { organizationId: source.organizationId, id: source.jobId };
    const control = controlJob(database, key, () => clock.now());
    try {
      const asWork = { organizationId: source.organizationId, workId: source.jobId };
      const batch = choose.batches.openBatch(asWork);
      const { run, inTenant, waits } = createRunner(deps, source, signal, batch);
      /** @throws AwaitBatch where runs wait: what comes after needs what they make. */
      const sendWaiting = async () => {
        if (!waits()) return;
        await batch.send({ reserved: (trx) => lookLater(trx, source), signal });
        throw new AwaitBatch();
      };
      if (!(await inTenant((trx) => isJobOpen(trx, key)))) return;
      const document = await inTenant((trx) => repo.selectDocument(trx, source));
      if (!document) throw new JobCancelled();
      await control.enter('concepts', 0);
      if (source.version > 1)
        await control.count(
          await inTenant((trx) => followVersion(trx, { ...source, now: clock.now() })),
        );
      const { engine, fallback } = await choose.choose(source.organizationId);
      const work = {
        source,
        document,
        fresh: await inTenant((trx) => freshOf(trx, source, document)),
        control,
        engines: openEngines(document, engine, fallback),
        run,
        embedder: await choose.embedder(source.organizationId),
        now: () => clock.now(),
      };
      await makeConcepts(work);
      await sendWaiting();
      const concepts = await inTenant((trx) => repo.listConceptsOfMaterial(trx, source));
      await control.count({ concepts: concepts.length });
      const conceptIdsOf = conceptFinder(concepts);
      await makeItems(work, conceptIdsOf);
      await makeSummaries(work, conceptIdsOf);
      await sendWaiting();
      await choose.batches.forgetBatches(asWork);
      await inTenant(async (trx) => {
        const counts = await repo.countMade(trx, source);
        await updateJob(trx, key, {
          status: 'completed',
          stage: 'done',
          counts,
          finishedAt: clock.now(),
        });
      });
    } catch (error) {
      await settle(source, error, signal);
    }
  };
}

/**
 * The tasks that make items. Waiting for a model and computing are queues of their own: a book
 * that a model works on for an hour keeps nobody else's from the built-in engine.
 */
export function createGenerationTasks(deps: Deps, choose: ChooseEngines) {
  const work = createWork(deps, choose);
  const built = defineTask({
    ...materialChunked,
    concurrency: 1,
    retries: 3,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run(source, { signal }) {
      if (await choose.usesModel(source.organizationId))
        await deps.queue.enqueue(deps.database.kysely, generateByModel, source, {
          key: source.jobId,
        });
      else await work(source, signal);
    },
  });
  const generateByModel = defineTask({
    name: 'generation.model',
    payload: materialChunked.payload,
    concurrency: 3,
    retries: 3,
    timeoutSeconds: TIMEOUT_SECONDS,
    run: (source, { signal }) => work(source, signal),
  });
  return [
    built,
    generateByModel,
    createResumeTask(deps, (organizationId) => choose.isPaused(organizationId)),
    createLookTask(deps, choose.batches),
  ];
}
