import { createHash } from 'node:crypto';
import { type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { GenerationTask } from '../../db/types.gen.ts';
import type { Deps } from '../../deps.ts';
import { type AiGateway, AwaitBatch } from '../ai/index.ts';
import { systemContext } from '../ingestion/index.ts';
import type { SourceChunk, SourceDocument } from './engine.ts';
import { type ModelFailure, modelFailureOf } from './llm/failure.ts';
import * as repo from './repo.ts';
import type { EngineTask, RunContext, TaskEngine, TaskRun } from './tasks.ts';

export type Source = { organizationId: string; materialId: string; version: number; jobId: string };

/** The engine of a job, opened when it is first needed, and what does its work where it fails. */
export type OpenedEngines = {
  engine: TaskEngine;
  run(): Promise<TaskRun>;
  fallback: OpenedEngines | null;
  /** Set once the engine cannot be reached: the fallback does the rest without asking again. */
  broken: boolean;
};

export function openEngines(
  document: SourceDocument,
  engine: TaskEngine,
  fallback: TaskEngine | null,
): OpenedEngines {
  let opened: Promise<TaskRun> | undefined;
  return {
    engine,
    run() {
      opened ??= engine.open(document);
      return opened;
    },
    fallback: fallback === null ? null : openEngines(document, fallback, null),
    broken: false,
  };
}

/** A model gave nothing and no other engine may take its place: the job ends here for now. */
export class EngineFailed extends Error {
  readonly failure: ModelFailure;

  constructor(failure: ModelFailure) {
    super(failure.message);
    this.name = 'EngineFailed';
    this.failure = failure;
  }
}

/** What was kept of a run. */
export type Kept = { made: number; dropped: number; droppedByLint: Record<string, number> };

export type Run<D> = {
  task: EngineTask;
  chunks: readonly SourceChunk[];
  /** Sets runs on the same chunks apart that ask for something else. */
  salt: string;
  /** What the row of the run says was asked for, where it is not the task. */
  recordAs?: GenerationTask;
  /** Whether half of the chunks can be asked for by themselves. */
  divisible: boolean;
  ask(run: TaskRun, chunkIds: string[], context: RunContext): Promise<D[]>;
  /** Keeps the drafts, in the transaction that ends the run. */
  keep(trx: TenantTransaction, prepared: D[], generationId: string): Promise<Kept>;
};

const hashOf = (chunks: readonly SourceChunk[], salt: string): string => {
  const hash = createHash('sha256').update(salt);
  for (const chunk of chunks) hash.update(chunk.contentHash).update(String(chunk.position));
  return hash.digest('hex');
};

/** How a run fails that was too much at once: its halves may succeed. */
const TOO_LARGE = /^(?:truncated|invalid_output):/;

export type Spent = { tokensIn: number; tokensOut: number; costMicrousd: number };

/**
 * Runs engines for a source. Each run is a row, and is done once whatever happens.
 *
 * @param batch where requests to a model may wait; those that do are neither done nor failed. Null
 *   where a person waits for the answer.
 */
export function createRunner(
  deps: Pick<Deps, 'database'>,
  source: Pick<Source, 'organizationId' | 'materialId'>,
  signal: AbortSignal,
  batch: Pick<AiGateway, 'object'> | null,
) {
  const { organizationId, materialId } = source;
  let waiting = 0;
  const inTenant = <T>(work: (trx: TenantTransaction) => Promise<T>) =>
    withTenant(deps.database, systemContext(organizationId), work);

  /** Done, now or earlier; or in a batch; or to be asked for in halves; or what failed. */
  async function attempt<D>(
    opened: OpenedEngines,
    run: Run<D>,
  ): Promise<'done' | 'waiting' | 'divide' | ModelFailure> {
    const identity = opened.engine.identityOf(run.task);
    const task: GenerationTask = run.recordAs ?? run.task;
    const started = performance.now();
    const inputHash = hashOf(run.chunks, run.salt);
    const divisible = run.divisible && run.chunks.length > 1;
    const { id, status } = await inTenant((trx) =>
      repo.startGeneration(trx, {
        organizationId,
        materialId,
        task,
        inputHash,
        identity,
        tooLarge: divisible ? TOO_LARGE : null,
      }),
    );
    if (status === 'completed') return 'done';
    // It failed as a whole in an earlier try: asking again would be paid again.
    if (status === 'failed') return 'divide';
    const spent: Spent = { tokensIn: 0, tokensOut: 0, costMicrousd: 0 };
    const droppedEarly: Record<string, number> = {};
    const context: RunContext = {
      generationId: id,
      signal,
      ...(batch ? { batch } : {}),
      spent(cost) {
        spent.tokensIn += cost.tokensIn;
        spent.tokensOut += cost.tokensOut;
        spent.costMicrousd += cost.costMicrousd;
      },
      dropped(reason) {
        droppedEarly[reason] = (droppedEarly[reason] ?? 0) + 1;
      },
    };
    try {
      const drafts = await run.ask(
        await opened.run(),
        run.chunks.map((chunk) => chunk.id),
        context,
      );
      await inTenant(async (trx) => {
        const kept = await run.keep(trx, drafts, id);
        const early = Object.values(droppedEarly).reduce((sum, count) => sum + count, 0);
        await repo.finishGeneration(trx, {
          organizationId,
          id,
          task,
          identity,
          made: kept.made,
          dropped: kept.dropped + early,
          droppedByLint: { ...droppedEarly, ...kept.droppedByLint },
          durationMs: performance.now() - started,
          spent,
        });
      });
      return 'done';
    } catch (error) {
      if (error instanceof AwaitBatch) {
        waiting += 1;
        return 'waiting';
      }
      const failure = signal.aborted ? null : modelFailureOf(error);
      if (failure === null) throw error;
      await inTenant((trx) =>
        repo.failGeneration(trx, { organizationId, id, error: failure.detail, spent }),
      );
      if (failure.lasting) opened.broken = true;
      return divisible && TOO_LARGE.test(failure.detail) ? 'divide' : failure;
    }
  }

  /** @returns false where the run, or a half of it, waits in a batch. */
  async function runOn<D>(opened: OpenedEngines, run: Run<D>): Promise<boolean> {
    if (opened.broken && opened.fallback !== null) return runOn(opened.fallback, run);
    const result = await attempt(opened, run);
    if (result === 'done') return true;
    if (result === 'waiting') return false;
    if (result === 'divide') {
      const middle = Math.ceil(run.chunks.length / 2);
      const first = await runOn(opened, { ...run, chunks: run.chunks.slice(0, middle) });
      const second = await runOn(opened, { ...run, chunks: run.chunks.slice(middle) });
      return first && second;
    }
    // Money that ran out comes back: the job waits for it, and no other engine takes its place.
    if (opened.fallback === null || result.code === 'ai_budget_exhausted')
      throw new EngineFailed(result);
    return runOn(opened.fallback, run);
  }

  return { run: runOn, inTenant, waits: () => waiting > 0 };
}
