import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { embedMany, generateText, NoObjectGeneratedError, Output, streamText } from 'ai';
import { z } from 'zod';
import { createBatches } from './batch.ts';
import { toAiError } from './errors.ts';
import { createGuardedFetch } from './guarded-fetch.ts';
import { readObject } from './object.ts';
import { AiError, type AiPort, type ModelRef, type TextRequest } from './port.ts';
import { usageOf } from './usage.ts';

const TIMEOUT_MS = 120_000;

// Warnings of the SDK (a setting that a model ignores) are no news to whoever runs the server.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** Strict schemas of OpenAI take no optional property. */
function allRequired(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(allRequired);
  if (typeof schema !== 'object' || schema === null) return true;
  const { properties, required } = schema as { properties?: object; required?: string[] };
  if (properties && Object.keys(properties).some((name) => !required?.includes(name))) return false;
  return Object.values(schema).every(allRequired);
}

const takesStrict = (schema: z.ZodType) =>
  allRequired(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));

/**
 * Models over the AI SDK. Each call is exactly one request.
 *
 * @param options.allowPrivate whether addresses of private networks and this machine may be called.
 */
export function createAiPort({ allowPrivate }: { allowPrivate: boolean }): AiPort {
  const guarded = createGuardedFetch({ allowPrivate });

  function providerOf({ provider, baseUrl, apiKey }: Omit<ModelRef, 'model'>) {
    const settings = {
      fetch: guarded,
      ...(baseUrl === null ? {} : { baseURL: baseUrl.replace(/\/+$/, '') }),
      // Never from the environment of the server: the key of an organization or none.
      apiKey: apiKey ?? 'none',
    };
    if (provider === 'anthropic') {
      const sdk = createAnthropic(settings);
      return {
        language: (id: string) => sdk(id),
        embedding: null,
        batch: () => sdk.experimental_batch(),
      };
    }
    if (provider === 'google') {
      const sdk = createGoogle(settings);
      return {
        language: (id: string) => sdk(id),
        embedding: (id: string) => sdk.embedding(id),
        batch: () => sdk.experimental_batch(),
      };
    }
    if (provider === 'openai') {
      const sdk = createOpenAI(settings);
      return {
        language: (id: string) => sdk.chat(id),
        embedding: (id: string) => sdk.embedding(id),
        batch: () => sdk.experimental_batch(),
      };
    }
    const sdk = createOpenAICompatible({
      name: 'compatible',
      baseURL: baseUrl ?? 'http://localhost',
      fetch: guarded,
      supportsStructuredOutputs: true,
      includeUsage: true,
      ...(apiKey === null ? {} : { apiKey }),
    });
    return {
      language: (id: string) => sdk.chatModel(id),
      embedding: (id: string) => sdk.embeddingModel(id),
      batch: null,
    };
  }

  function common(request: TextRequest) {
    const timeout = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS);
    return {
      abortSignal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
      maxRetries: 0,
      ...('messages' in request ? { messages: request.messages } : { prompt: request.prompt }),
      ...(request.system === undefined ? {} : { instructions: request.system }),
      ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
      ...(request.maxOutputTokens === undefined
        ? {}
        : { maxOutputTokens: request.maxOutputTokens }),
    };
  }

  return {
    ...createBatches({ batchOf: (ref) => providerOf(ref).batch?.() ?? null, takesStrict }),

    async text(model, request) {
      try {
        const result = await generateText({
          model: providerOf(model).language(model.model),
          ...common(request),
        });
        const usage = usageOf(result.usage);
        if (result.finishReason === 'content-filter') {
          throw new AiError('refused', 'The model refused to answer.', {
            usage,
            rawText: result.text,
          });
        }
        if (result.finishReason === 'length') {
          throw new AiError('truncated', 'The answer was cut off at its greatest length.', {
            usage,
            rawText: result.text,
          });
        }
        return { text: result.text, usage };
      } catch (error) {
        throw toAiError(error, request.signal);
      }
    },

    stream(model, request) {
      let failure: unknown;
      const settings = common(request);
      const result = streamText({
        model: providerOf(model).language(model.model),
        ...settings,
        onError: ({ error }) => {
          failure = error;
        },
      });
      async function* chunks() {
        try {
          yield* result.textStream;
          // The SDK ends an aborted stream as if it were complete.
          settings.abortSignal.throwIfAborted();
        } catch (error) {
          throw toAiError(error, request.signal);
        }
        if (failure !== undefined) throw toAiError(failure, request.signal);
      }
      const usage = Promise.resolve(result.usage).then(usageOf, (error: unknown) => {
        throw toAiError(failure ?? error, request.signal);
      });
      // Whoever reads the chunks alone has heard of the failure there.
      usage.catch(() => undefined);
      return { chunks: chunks(), usage };
    },

    async object(model, request) {
      const { schema, schemaName } = request;
      const strict = takesStrict(schema);
      try {
        const result = await generateText({
          model: providerOf(model).language(model.model),
          output: Output.object({ schema, name: schemaName }),
          providerOptions: {
            openai: { strictJsonSchema: strict },
            compatible: { strictJsonSchema: strict },
          },
          ...common(request),
        }).catch((error: unknown) => {
          // Its own reading is stricter (a fence around JSON fails); ours decides on the same text.
          if (NoObjectGeneratedError.isInstance(error)) return error;
          throw error;
        });
        const usage = usageOf(result.usage);
        const { text = '', finishReason } = result;
        return { object: readObject(schema, text, finishReason, usage), text, usage };
      } catch (error) {
        throw toAiError(error, request.signal);
      }
    },

    async embed(model, texts, { signal, dimensions, timeoutMs }) {
      const { embedding } = providerOf(model);
      if (!embedding) {
        throw new AiError(
          'bad_request',
          'This provider has no embedding models. Choose another connection for embeddings.',
        );
      }
      try {
        const timeout = AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS);
        const result = await embedMany({
          model: embedding(model.model),
          values: texts,
          maxRetries: 0,
          maxParallelCalls: 1,
          abortSignal: signal ? AbortSignal.any([signal, timeout]) : timeout,
          ...(dimensions === undefined
            ? {}
            : {
                providerOptions: {
                  openai: { dimensions },
                  compatible: { dimensions },
                  google: { outputDimensionality: dimensions },
                },
              }),
        });
        return {
          vectors: result.embeddings.map((vector) => Float32Array.from(vector)),
          usage: { tokensIn: result.usage.tokens || 0, tokensOut: 0, tokensCached: 0 },
        };
      } catch (error) {
        throw toAiError(error, signal);
      }
    },

    async models(connection, { signal, timeoutMs }) {
      const { listModels } = await import('./list-models.ts');
      return listModels(guarded, connection, { signal, timeoutMs: timeoutMs ?? 15_000 });
    },
  };
}
