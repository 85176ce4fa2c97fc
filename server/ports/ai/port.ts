import { z } from 'zod';

/** Where a model is and what opens it. `baseUrl` null: the provider's own address. */
export type ModelRef = {
  provider: 'openai' | 'anthropic' | 'google' | 'compatible';
  baseUrl: string | null;
  apiKey: string | null;
  model: string;
};

/** Tokens of one call. `tokensCached` is the part of `tokensIn` that was read from a cache. */
export type AiUsage = { tokensIn: number; tokensOut: number; tokensCached: number };

export type AiErrorCode =
  | 'rate_limited'
  | 'timeout'
  | 'unavailable'
  | 'unauthorized'
  | 'refused'
  | 'truncated'
  | 'invalid_output'
  | 'bad_request';

/** A call of a model failed. The message is plain words and never holds a key. */
export class AiError extends Error {
  readonly code: AiErrorCode;
  /** Milliseconds that the provider asks to wait. */
  readonly retryAfterMs: number | undefined;
  /** What the failed call used, where the provider said. */
  readonly usage: AiUsage | undefined;
  /** What the model wrote, cut; for the reason that is kept. */
  readonly rawText: string | undefined;
  /** What of the output is wrong, in words for the model that shall mend it. */
  readonly complaint: string | undefined;

  constructor(
    code: AiErrorCode,
    message: string,
    more: {
      retryAfterMs?: number | undefined;
      usage?: AiUsage | undefined;
      rawText?: string | undefined;
      complaint?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = 'AiError';
    this.code = code;
    this.retryAfterMs = more.retryAfterMs;
    this.usage = more.usage;
    this.rawText = more.rawText?.slice(0, 4000);
    this.complaint = more.complaint;
  }
}

export type AiMessage = { role: 'user' | 'assistant'; content: string };

export type TextRequest = {
  system?: string | undefined;
  temperature?: number | undefined;
  maxOutputTokens?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Milliseconds until a call that has not answered counts as lost; 120,000 where not given. */
  timeoutMs?: number | undefined;
} & ({ prompt: string } | { messages: AiMessage[] });

export type ObjectRequest<T> = TextRequest & { schema: z.ZodType<T>; schemaName: string };

/** Where a batch is found again: kept as it is and given back to the same provider. */
export const BatchReference = z.object({
  version: z.literal(2),
  id: z.string().min(1),
  provider: z.string().min(1),
});
export type BatchReference = z.infer<typeof BatchReference>;

export type BatchRequest = {
  /** Letters, digits, `-` and `_`, at most 64; unique in the batch. */
  id: string;
  system: string;
  prompt: string;
  schema: z.ZodType;
  schemaName: string;
  temperature: number;
  maxOutputTokens: number;
};

/** What became of one request; `readObject` makes an object of the text. */
export type BatchResult =
  | { id: string; text: string; finishReason: string; usage: AiUsage }
  | { id: string; status: 'failed' | 'cancelled' | 'expired'; error: string };

type Stop = { signal?: AbortSignal | undefined };

/** Many requests at once, answered within a day. Each function throws AiError. */
export type AiBatches = {
  /** Whether a provider takes batches; a server behind its protocol may refuse them all the same. */
  hasBatches(provider: ModelRef['provider']): boolean;
  /** @throws AiError `bad_request` where the server has no batches. */
  startBatch(
    model: ModelRef,
    requests: readonly BatchRequest[],
    options: Stop,
  ): Promise<BatchReference>;
  /** `reason`: why it ended as a whole without all answers, as far as the provider says. */
  batchStatus(
    model: ModelRef,
    reference: BatchReference,
    options: Stop,
  ): Promise<{ ended: boolean; reason: string | null }>;
  /** Of a batch that ended, in any order; a request without a result was not answered. */
  batchResults(model: ModelRef, reference: BatchReference, options: Stop): Promise<BatchResult[]>;
  /** Asks for an end; what was answered until then is there and paid. */
  cancelBatch(model: ModelRef, reference: BatchReference, options: Stop): Promise<void>;
};

/** One call is one request on the wire: retrying is for the caller, who pays. */
export type AiPort = AiBatches & {
  /** @throws AiError */
  text(model: ModelRef, request: TextRequest): Promise<{ text: string; usage: AiUsage }>;
  /** Text as it comes. @throws AiError from the iterator; `usage` is known after the end. */
  stream(
    model: ModelRef,
    request: TextRequest,
  ): { chunks: AsyncIterable<string>; usage: Promise<AiUsage> };
  /**
   * An answer of the given shape.
   *
   * @throws AiError `invalid_output` with `rawText` and `complaint` where it has another shape.
   */
  object<T>(
    model: ModelRef,
    request: ObjectRequest<T>,
  ): Promise<{ object: T; text: string; usage: AiUsage }>;
  /** One vector a text, in their order. @throws AiError */
  embed(
    model: ModelRef,
    texts: string[],
    options: {
      signal?: AbortSignal | undefined;
      dimensions?: number | undefined;
      timeoutMs?: number | undefined;
    },
  ): Promise<{ vectors: Float32Array[]; usage: AiUsage }>;
  /** Names of the models that a connection offers. @throws AiError */
  models(
    connection: Omit<ModelRef, 'model'>,
    options: { signal?: AbortSignal | undefined; timeoutMs?: number | undefined },
  ): Promise<string[]>;
};
