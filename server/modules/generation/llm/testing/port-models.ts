import { AppError } from '../../../../errors.ts';
import { AiError, createAiPort, type ModelRef } from '../../../../ports/ai/index.ts';
import type { FakeModelServer } from '../../../../ports/ai/testing/openai-server.ts';
import type { Models } from '../../../library/index.ts';

export const KEY = 'sk-test-of-the-engine';

export type TestModels = Models & {
  settings: {
    engine: 'builtin' | 'llm';
    fallbackToBuiltin: boolean;
    concurrency: number;
    useBatches: boolean;
    budgetLeft: number;
    model: string;
    embedModel: string | null;
  };
};

/** Models of one server, with settings that a test changes; asks through the real port. */
export function portModels(server: FakeModelServer): TestModels {
  const port = createAiPort({ allowPrivate: true });
  const settings: TestModels['settings'] = {
    engine: 'llm',
    fallbackToBuiltin: false,
    concurrency: 2,
    useBatches: false,
    budgetLeft: Number.POSITIVE_INFINITY,
    model: 'gpt-5.1-mini',
    embedModel: null,
  };
  const ref = (model: string): ModelRef => ({
    provider: 'openai',
    baseUrl: server.baseUrl,
    apiKey: KEY,
    model,
  });
  const pay = () => {
    if (settings.budgetLeft <= 0)
      throw new AppError('ai_budget_exhausted', 'The budget of the month is used up.');
    settings.budgetLeft -= 1;
  };
  const models: TestModels = {
    settings,
    options: async () => settings,
    isPaused: async () => settings.budgetLeft <= 0,
    async modelFor(_caller, task) {
      const model = task === 'embed' ? settings.embedModel : settings.model;
      if (model === null) return null;
      return { provider: 'openai', model, temperature: 0.7, connectionId: 'one' };
    },
    async object(_caller, { signal, ...request }) {
      pay();
      const first = { ...request, ...(signal ? { signal } : {}), temperature: 0.7 };
      const answered = { model: settings.model, costMicrousd: 40, overUserBudget: false };
      try {
        const { object, usage } = await port.object(ref(settings.model), first);
        return { ...answered, object, usage, repaired: false };
      } catch (error) {
        if (!(error instanceof AiError) || error.code !== 'invalid_output') throw error;
        const { object, usage } = await port.object(ref(settings.model), first);
        return { ...answered, object, usage, repaired: true };
      }
    },
    async embed(_caller, texts, signal) {
      pay();
      const model = settings.embedModel ?? '';
      const { vectors } = await port.embed(ref(model), texts, {
        dimensions: 1536,
        ...(signal ? { signal } : {}),
      });
      return { vectors, embedder: `${model}@1536` };
    },
    // These models have no batches: everything is asked at once.
    openBatch: () => ({
      object: (caller, request) => models.object(caller, request),
      send: async () => undefined,
    }),
    collectBatches: async () => false,
    forgetBatches: async () => undefined,
  };
  return models;
}
