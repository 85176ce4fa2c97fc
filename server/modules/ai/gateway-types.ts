import type { z } from 'zod';
import type { AiProvider, AiTask } from '../../../contracts/ai.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import type { AiUsage } from '../../ports/ai/index.ts';

/** For whom a model is called: whose settings apply and whose bill it is. */
export type Caller = { organizationId: string; userId: string | null; generationId?: string };

export type ResolvedModel = {
  provider: AiProvider;
  model: string;
  temperature: number;
  connectionId: string;
};

export type GatewayObjectRequest<T> = {
  task: AiTask;
  /** Of the prompt file, kept with the usage. */
  promptVersion: string;
  system: string;
  prompt: string;
  schema: z.ZodType<T>;
  schemaName: string;
  /** Most that the model may write, in tokens; 4096 where not given. The budget is reserved for it. */
  maxOutputTokens?: number | undefined;
  signal?: AbortSignal | undefined;
};

export type GatewayObject<T> = {
  object: T;
  model: string;
  /** Of all calls that it took. */
  usage: AiUsage;
  costMicrousd: number;
  /** Whether the first answer had another shape and was sent back once. */
  repaired: boolean;
  /** Whether the caller is over the soft budget of a person; nothing is refused for it. */
  overUserBudget: boolean;
};

/** A request waits in a batch: it is neither done nor failed, and is asked again when that ended. */
export class AwaitBatch extends Error {
  constructor() {
    super('The request waits for a batch of the provider.');
    this.name = 'AwaitBatch';
  }
}

/** Requests of one piece of work that may wait for a day. */
export type AiBatch = {
  /**
   * As `object` of the gateway, for a caller with a run: gives the answer that a batch brought for
   * it; asks at once where the organization or the provider has no batches, or where the batch
   * brought nothing. Otherwise the request is remembered.
   *
   * @throws AwaitBatch; and what `object` of the gateway throws.
   */
  object<T>(caller: Caller, request: GatewayObjectRequest<T>): Promise<GatewayObject<T>>;
  /**
   * Sends what was remembered, as far as the budget goes. Requests that the provider does not take
   * in a batch are asked by themselves the next time.
   *
   * @param options.reserved called in the transaction that sets money aside, to see to it that
   *   somebody collects the batch whatever happens to this process.
   * @throws AppError `ai_budget_exhausted` where not even one request can be paid and no batch of
   *   this work is under way; AiError `rate_limited`.
   */
  send(options: {
    reserved(trx: TenantTransaction): Promise<void>;
    signal?: AbortSignal | undefined;
  }): Promise<void>;
};

type Work = { organizationId: string; workId: string };

/**
 * Calls of models as an organization set them up: the right connection, within the budget and the
 * number of calls at once, tried again where that helps, each call on the record.
 */
export type AiGateway = {
  /** Resolved model for a task; null where none is connected. */
  modelFor(caller: Caller, task: AiTask): Promise<ResolvedModel | null>;
  /**
   * @throws AiError; AppError `ai_not_configured`, `ai_budget_exhausted` or `ai_key_unreadable`.
   */
  object<T>(caller: Caller, request: GatewayObjectRequest<T>): Promise<GatewayObject<T>>;
  /** Vectors of 1536 numbers. `embedder` names model and width; vectors of others do not compare. */
  embed(
    caller: Caller,
    texts: string[],
    signal?: AbortSignal,
  ): Promise<{ vectors: Float32Array[]; embedder: string }>;
  /** Batches of a piece of work; what was remembered is lost with this object, unpaid. */
  openBatch(work: Work): AiBatch;
  /**
   * Looks after the batches of a piece of work: stores answers, books what they cost, gives back
   * what was set aside for them.
   *
   * @param options.cancel asks the provider to stop those that are under way.
   * @returns whether any is under way still.
   */
  collectBatches(
    work: Work,
    options: { cancel: boolean; signal?: AbortSignal | undefined },
  ): Promise<boolean>;
  /** Forgets the batches that ended, when their work is done. */
  forgetBatches(work: Work): Promise<void>;
};
