import { createHash } from 'node:crypto';
import { type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { GenerationTask } from '../../db/types.gen.ts';
import type { Deps } from '../../deps.ts';
import { defineTask } from '../../jobs/task.ts';
import {
  cancelJob,
  controlJob,
  failJob,
  JobCancelled,
  type JobControl,
  materialChunked,
  systemContext,
  updateJob,
} from '../ingestion/index.ts';
import { insertItems } from '../items/index.ts';
import { HASH_EMBEDDER } from '../library/index.ts';
import { settingsOf } from '../tenancy/index.ts';
import { conceptFinder, keepConcepts } from './concepts.ts';
import { type AnyDraft, passLints, prepare } from './drafts.ts';
import type { EngineRun, GenerationEngine, SourceChunk, SourceDocument } from './engine.ts';
import * as repo from './repo.ts';

/** Passages given to the engine at once; also what a crash repeats at most. */
const BATCH = 16;

type Source = { organizationId: string; materialId: string; version: number; jobId: string };

type Work = {
  source: Source;
  document: SourceDocument;
  /** Ids of the concepts of the document, by the names that drafts use. */
  conceptIdsOf: (names: readonly string[]) => string[];
  run: EngineRun;
  control: JobControl;
};

const hashOf = (chunks: readonly SourceChunk[], salt: string): string => {
  const hash = createHash('sha256').update(salt);
  for (const chunk of chunks) hash.update(chunk.contentHash).update(String(chunk.position));
  return hash.digest('hex');
};

function batchesOf(chunks: readonly SourceChunk[]): SourceChunk[][] {
  const batches: SourceChunk[][] = [];
  for (let at = 0; at < chunks.length; at += BATCH) batches.push(chunks.slice(at, at + BATCH));
  return batches;
}

/** Makes concepts, items and summaries of a searchable material, batch by batch. */
export function createGenerationTask(deps: Deps, engine: GenerationEngine) {
  const { database, clock } = deps;

  const inTenant = <T>(source: Source, work: (trx: TenantTransaction) => Promise<T>) =>
    withTenant(database, systemContext(source.organizationId), work);

  /**
   * One run of the engine: skipped where the same passages were done before, else its items, its
   * record and its usage are written together.
   */
  async function generate(
    work: Work,
    task: GenerationTask,
    chunks: readonly SourceChunk[],
    make: () => Promise<AnyDraft[]>,
  ): Promise<void> {
    const { source, document } = work;
    const key = { organizationId: source.organizationId, materialId: source.materialId };
    const inputHash = hashOf(chunks, task);
    const started = performance.now();
    const run = await inTenant(source, (trx) =>
      repo.startGeneration(trx, { ...key, task, inputHash, identity: engine.identity }),
    );
    if (run.done) return;
    const prepared = (await make()).map(prepare);
    const positions = new Map(document.chunks.map((chunk) => [chunk.id, chunk.position]));
    await inTenant(source, async (trx) => {
      const policy = await settingsOf(trx, systemContext(source.organizationId));
      const nearest = await repo.listNearestItems(
        trx,
        { ...key, embedder: HASH_EMBEDDER },
        prepared.map(({ content, vector }) => ({ type: content.type, vector })),
      );
      const { kept, dropped, droppedByLint } = passLints(prepared, nearest, {
        language: document.language,
        positionOf: (chunkId) => positions.get(chunkId) ?? 0,
        conceptIdsOf: work.conceptIdsOf,
      });
      const { inserted } = await insertItems(trx, {
        ...key,
        language: document.language,
        generationId: run.id,
        policy,
        drafts: kept,
        now: clock.now(),
      });
      await repo.finishGeneration(trx, {
        organizationId: source.organizationId,
        id: run.id,
        task,
        identity: engine.identity,
        made: inserted,
        dropped,
        droppedByLint,
        durationMs: performance.now() - started,
      });
    });
  }

  async function makeConcepts({
    source,
    document,
    run,
    control,
  }: Omit<Work, 'conceptIdsOf'>): Promise<void> {
    await control.enter('concepts', 1);
    const key = { organizationId: source.organizationId, materialId: source.materialId };
    const started = performance.now();
    const inputHash = hashOf(document.chunks, 'concepts');
    const generation = await inTenant(source, (trx) =>
      repo.startGeneration(trx, { ...key, task: 'concepts', inputHash, identity: engine.identity }),
    );
    if (generation.done) return;
    const drafts = await run.concepts();
    const made = await inTenant(source, async (trx) => {
      const kept = await keepConcepts(trx, source.organizationId, drafts);
      await repo.finishGeneration(trx, {
        organizationId: source.organizationId,
        id: generation.id,
        task: 'concepts',
        identity: engine.identity,
        made: kept,
        dropped: 0,
        droppedByLint: {},
        durationMs: performance.now() - started,
      });
      return kept;
    });
    await control.count({ concepts: made });
  }

  async function makeItems(work: Work): Promise<void> {
    const { document, run, control } = work;
    await control.enter('items', document.chunks.length);
    let done = 0;
    for (const chunks of batchesOf(document.chunks)) {
      const ids = chunks.map((chunk) => chunk.id);
      await generate(work, 'nuggets', chunks, async () =>
        (await run.nuggets(ids)).map((draft) => ({ type: 'nugget', draft })),
      );
      await generate(work, 'flashcards', chunks, async () =>
        (await run.flashcards(ids)).map((draft) => ({ type: 'flashcard', draft })),
      );
      await generate(work, 'questions', chunks, async () =>
        (await run.questions(ids)).map((draft) => ({ type: 'question', draft })),
      );
      done += chunks.length;
      await control.advance(done);
    }
  }

  async function makeSummaries(work: Work): Promise<void> {
    const { document, run, control } = work;
    await control.enter('summaries', document.chunks.length);
    let done = 0;
    for (const chunks of batchesOf(document.chunks)) {
      const ids = chunks.map((chunk) => chunk.id);
      await generate(work, 'summaries', chunks, async () =>
        (await run.chunkSummaries(ids)).map((draft) => ({ type: 'summary', draft })),
      );
      done += chunks.length;
      await control.advance(done);
    }
    // The whole has another hash than its batches, unless there is but one: the salt keeps them apart.
    const whole: SourceChunk[] = [...document.chunks, ...document.chunks.slice(0, 1)];
    await generate(work, 'summaries', whole, async () =>
      (await run.documentSummaries()).map((draft) => ({ type: 'summary', draft })),
    );
  }

  return defineTask({
    ...materialChunked,
    concurrency: 1,
    retries: 3,
    timeoutSeconds: 3600,
    async run({ organizationId, jobId, materialId, version }, { signal }) {
      const source = { organizationId, jobId, materialId, version };
      const key = { organizationId, id: jobId };
      const control = controlJob(database, key, () => clock.now());
      try {
        const document = await inTenant(source, (trx) => repo.selectDocument(trx, source));
        if (!document) throw new JobCancelled();
        await control.enter('concepts', 0);
        const opened = { source, document, control, run: await engine.open(document) };
        await makeConcepts(opened);
        const concepts = await inTenant(source, (trx) => repo.listConceptsOfMaterial(trx, source));
        const work: Work = { ...opened, conceptIdsOf: conceptFinder(concepts) };
        await makeItems(work);
        await makeSummaries(work);
        await inTenant(source, async (trx) => {
          const counts = await repo.countMade(trx, source);
          await updateJob(trx, key, {
            status: 'completed',
            stage: 'done',
            counts,
            finishedAt: clock.now(),
          });
        });
      } catch (error) {
        if (error instanceof JobCancelled) return cancelJob(database, key, clock.now());
        if (signal.aborted) throw error;
        console.error(`Generation for material ${materialId} failed:`, error);
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
    },
  });
}
