import type { z } from 'zod';
import type { Deps } from '../../../deps.ts';

export type AiUsage = { tokensIn: number; tokensOut: number; tokensCached: number };
export type AiTask =
  | 'describe'
  | 'summarize'
  | 'concepts'
  | 'nuggets'
  | 'flashcards'
  | 'questions'
  | 'narrative'
  | 'tutor'
  | 'explain'
  | 'grade'
  | 'embed';
export type Caller = { organizationId: string; userId: string | null; generationId?: string };
export type AiGateway = {
  options(
    organizationId: string,
  ): Promise<{ engine: 'builtin' | 'llm'; fallbackToBuiltin: boolean; concurrency: number }>;
  isPaused(organizationId: string): Promise<boolean>;
  modelFor(
    caller: Caller,
    task: AiTask,
  ): Promise<{ provider: string; model: string; temperature: number } | null>;
  object<T>(
    caller: Caller,
    request: {
      task: AiTask;
      promptVersion: string;
      system: string;
      prompt: string;
      schema: z.ZodType<T>;
      schemaName: string;
      maxOutputTokens?: number;
      signal?: AbortSignal;
    },
  ): Promise<{ object: T; model: string; usage: AiUsage; costMicrousd: number; repaired: boolean }>;
};
export class AiError extends Error {
  declare code:
    | 'rate_limited'
    | 'timeout'
    | 'unavailable'
    | 'unauthorized'
    | 'refused'
    | 'truncated'
    | 'invalid_output'
    | 'bad_request';
  declare retryAfterMs?: number;
  declare usage?: AiUsage;
  declare rawText?: string;
}

const NONE: AiGateway = {
  options: async () => ({ engine: 'builtin', fallbackToBuiltin: false, concurrency: 1 }),
  isPaused: async () => false,
  modelFor: async () => null,
  object: () => Promise.reject(new Error('No model.')),
};
export const gatewayOf = (_deps: Deps): AiGateway => NONE;
