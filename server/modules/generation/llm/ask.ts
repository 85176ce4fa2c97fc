import { randomBytes } from 'node:crypto';
import type { AiTask } from '../../../../contracts/ai.ts';
import type { AiGateway, Caller } from '../../ai/index.ts';
import type { FencedSource } from '../domain/fence.ts';
import { fencePassages, type LabelledPassage } from '../domain/fence.ts';
import { estimateTokens } from '../domain/pack.ts';
import type { Prompt } from './prompts/index.ts';

/** What one request cost. */
export type Cost = {
  model: string;
  tokensIn: number;
  tokensOut: number;
  costMicrousd: number;
  repaired: boolean;
};

const MIN_OUTPUT = 2_000;
const MAX_OUTPUT = 16_000;

/** What an answer may take: reserved before the call, so it should not be far too much. */
const outputLimit = (source: FencedSource) =>
  Math.min(MAX_OUTPUT, Math.max(MIN_OUTPUT, Math.ceil(estimateTokens(source.body) * 2.5)));

/**
 * One question to the model of a task, about texts that only ever stand inside a fence.
 *
 * @throws AiError, or AppError `ai_budget_exhausted`, `ai_not_configured`.
 */
export async function askModel<Input extends { source: FencedSource }, Output>(
  gateway: Pick<AiGateway, 'object'>,
  request: {
    caller: Caller;
    task: AiTask;
    prompt: Prompt<Input, Output>;
    passages: readonly LabelledPassage[];
    input: Omit<Input, 'source'>;
    signal: AbortSignal;
  },
): Promise<{ output: Output; cost: Cost }> {
  const { caller, task, prompt, passages, input, signal } = request;
  const source = fencePassages(passages, () => randomBytes(16).toString('hex'));
  const answer = await gateway.object(caller, {
    task,
    promptVersion: prompt.version,
    ...prompt.build({ ...input, source } as Input),
    schema: prompt.schema,
    schemaName: prompt.schemaName,
    maxOutputTokens: outputLimit(source),
    signal,
  });
  return {
    output: answer.object,
    cost: {
      model: answer.model,
      tokensIn: answer.usage.tokensIn,
      tokensOut: answer.usage.tokensOut,
      costMicrousd: answer.costMicrousd,
      repaired: answer.repaired,
    },
  };
}
