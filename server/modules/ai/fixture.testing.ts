import { expect } from 'vitest';
import { z } from 'zod';
import * as ai from '../../../contracts/ai.ts';
import { withTenant } from '../../db/tenant.ts';
import type { FakeModelServer } from '../../ports/ai/testing/openai-server.ts';
import type { TestApp, TestOrganization } from '../../testing/test-app.ts';
import type { AiGateway } from './index.ts';

export const KEY = 'sk-very-secret-key-9876';
export const Shape = z.object({ title: z.string() });

export const slot = (model: string) => ({ connectionId: null, model, temperature: null });

/** An organization with a connection to the fake server, a priced model and room for many calls. */
export async function connected(app: TestApp, server: FakeModelServer): Promise<TestOrganization> {
  const organization = await app.organization();
  const { admin } = organization;
  const made = await admin.call(ai.createAiConnection, {
    body: { provider: 'compatible', name: 'Local', baseUrl: server.baseUrl, apiKey: KEY },
  });
  expect(made.status).toBe(201);
  const config = await admin.call(ai.putAiConfig, {
    body: {
      choices: {
        contentGeneration: slot('m'),
        tutoring: slot('m'),
        embedding: slot('text-embedding-3-small'),
      },
      options: { concurrency: 32 },
    },
  });
  expect(config.status).toBe(200);
  const price = { model: 'm', inMicrousd: 1_000_000, cachedMicrousd: 0, outMicrousd: 1_000_000 };
  expect((await admin.call(ai.putAiPrices, { body: { items: [price] } })).status).toBe(200);
  return organization;
}

/** Asks the model `m` for a title, of 500 tokens at most. */
export const ask = (
  gateway: AiGateway,
  organization: TestOrganization,
  more: { userId?: string; signal?: AbortSignal } = {},
) =>
  gateway.object(
    { organizationId: organization.id, userId: more.userId ?? null },
    {
      task: 'questions',
      promptVersion: 'test-1',
      system: 'Be brief.',
      prompt: 'Give a title.',
      schema: Shape,
      schemaName: 'titled',
      maxOutputTokens: 500,
      signal: more.signal,
    },
  );

export const answer = (tokensIn: number, tokensOut: number) =>
  ({ kind: 'answer', content: { title: 'A' }, tokensIn, tokensOut }) as const;

export const rows = (app: TestApp, organization: TestOrganization) =>
  withTenant(app.database, organization.system, (trx) =>
    trx
      .selectFrom('ai_usage_logs')
      .select([
        'task',
        'status',
        'error_code',
        'tokens_in',
        'tokens_out',
        'cost_microusd',
        'prompt_version',
      ])
      .orderBy('created_at')
      .orderBy('id')
      .execute(),
  );
