import {
  experimental_cancelBatch as cancelBatch,
  experimental_getBatchResults as getBatchResults,
  experimental_getBatchStatus as getBatchStatus,
  InvalidResponseDataError,
  Output,
  type Experimental_BatchProvider as SdkBatchProvider,
  experimental_startBatch as startBatch,
  UnsupportedFunctionalityError,
} from 'ai';
import { z } from 'zod';
import { toAiError } from './errors.ts';
import {
  type AiBatches,
  AiError,
  BatchReference,
  type BatchRequest,
  type BatchResult,
  type ModelRef,
} from './port.ts';
import { type SdkUsage, usageOf } from './usage.ts';

/** Uploading some hundred requests takes longer than a question, downloading the answers too. */
const TIMEOUT_MS = 300_000;
const STATUS_TIMEOUT_MS = 60_000;

type SdkBatch = Extract<SdkBatchProvider, { doStartBatch: unknown }>;

/**
 * The same batch interface, with the wanted shape in each request. `startBatch` of the SDK takes no
 * output shape, though the interface under it does.
 */
async function withShapes(batch: SdkBatch, requests: readonly BatchRequest[]): Promise<SdkBatch> {
  const shapes = new Map(
    await Promise.all(
      requests.map(
        async ({ id, schema, schemaName: name }) =>
          [id, await Output.object({ schema, name }).responseFormat] as const,
      ),
    ),
  );
  return {
    specificationVersion: batch.specificationVersion,
    provider: batch.provider,
    supportedUrls: batch.supportedUrls,
    doGetBatchStatus: (options) => batch.doGetBatchStatus(options),
    doGetBatchResults: (options) => batch.doGetBatchResults(options),
    doStartBatch: (options) =>
      batch.doStartBatch({
        ...options,
        requests: options.requests.map((request) => {
          const responseFormat = shapes.get(request.id);
          if (request.type !== 'text' || responseFormat === undefined) return request;
          return { ...request, options: { ...request.options, responseFormat } };
        }),
      }),
  };
}

/** For a model that takes no shape in a batch: it is asked for in words. */
const inWords = ({ prompt, schema }: BatchRequest): string =>
  `${prompt}\n\nAnswer with JSON of this schema and nothing else:\n${JSON.stringify(
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
  )}`;

/** Batches of a provider over the AI SDK. `batchOf` gives null where a provider has none. */
export function createBatches(options: {
  batchOf(ref: ModelRef): SdkBatch | null;
  takesStrict(schema: z.ZodType): boolean;
}): AiBatches {
  const { batchOf, takesStrict } = options;

  function provider(ref: ModelRef): SdkBatch {
    const batch = batchOf(ref);
    if (batch) return batch;
    throw new AiError('bad_request', 'This provider has no batches.');
  }

  const common = (signal: AbortSignal | undefined, timeoutMs: number) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    return { abortSignal: signal ? AbortSignal.any([signal, timeout]) : timeout };
  };

  async function send(
    batch: SdkBatch,
    model: string,
    requests: readonly BatchRequest[],
    promptOf: (request: BatchRequest) => string,
    signal: AbortSignal | undefined,
  ): Promise<BatchReference> {
    const started = await startBatch({
      provider: batch,
      requests: requests.map((request) => ({
        id: request.id,
        type: 'text' as const,
        model,
        instructions: request.system,
        prompt: promptOf(request),
        temperature: request.temperature,
        maxOutputTokens: request.maxOutputTokens,
        providerOptions: {
          // Single calls are not kept by the provider either.
          openai: { strictJsonSchema: takesStrict(request.schema), store: false },
        },
      })),
      ...common(signal, TIMEOUT_MS),
    });
    return BatchReference.parse(started);
  }

  return {
    hasBatches: (name) => name !== 'compatible',

    async startBatch(ref, requests, { signal }) {
      try {
        const batch = provider(ref);
        const shaped = await withShapes(batch, requests);
        return await send(shaped, ref.model, requests, ({ prompt }) => prompt, signal).catch(
          (error: unknown) => {
            // Older models of Anthropic; said by the SDK before anything is sent.
            if (!UnsupportedFunctionalityError.isInstance(error)) throw error;
            return send(batch, ref.model, requests, inWords, signal);
          },
        );
      } catch (error) {
        throw toAiError(error, signal);
      }
    },

    async batchStatus(ref, reference, { signal }) {
      try {
        const { status, rawStatus, error } = await getBatchStatus({
          provider: provider(ref),
          batch: reference,
          maxRetries: 0,
          ...common(signal, STATUS_TIMEOUT_MS),
        });
        if (status === 'pending') return { ended: false, reason: null };
        const reason = error?.message ?? (status === 'failed' ? (rawStatus ?? 'failed') : null);
        return { ended: true, reason };
      } catch (error) {
        throw toAiError(error, signal);
      }
    },

    async batchResults(ref, reference, { signal }) {
      try {
        const results: BatchResult[] = [];
        const items = getBatchResults({
          provider: provider(ref),
          batch: reference,
          maxRetries: 0,
          ...common(signal, TIMEOUT_MS),
        });
        for await (const item of items) {
          if (item.status === 'succeeded' && item.type === 'text') {
            const { id, text, finishReason } = item;
            results.push({ id, text, finishReason, usage: usageOf(item.usage as SdkUsage) });
          } else if (item.status !== 'succeeded') {
            results.push({
              id: item.id,
              status: item.status,
              error: (item.error?.message ?? item.status).slice(0, 300),
            });
          }
        }
        return results;
      } catch (error) {
        // It has ended and there is no file of answers, as after a cancellation: none will come.
        if (InvalidResponseDataError.isInstance(error)) return [];
        throw toAiError(error, signal);
      }
    },

    async cancelBatch(ref, reference, { signal }) {
      try {
        await cancelBatch({
          provider: provider(ref),
          batch: reference,
          ...common(signal, STATUS_TIMEOUT_MS),
        });
      } catch (error) {
        throw toAiError(error, signal);
      }
    },
  };
}
