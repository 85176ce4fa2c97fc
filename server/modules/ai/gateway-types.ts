import type { z } from 'zod';
import type { AiProvider, AiTask } from '../../../contracts/ai.ts';
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
};
