import { z } from 'zod';
import { estimateTokens } from './prices.ts';

/** Most that a model may write where nothing else is said, in tokens. */
export const MAX_OUTPUT = 4096;

/** Most that a request can use: what it says with its schema, and all that it may write. */
export function estimateRequest(request: {
  schema: z.ZodType;
  system: string;
  messages: readonly { content: string }[];
  maxOutputTokens: number;
}): { tokensIn: number; tokensOut: number; tokensCached: number } {
  const { schema, system, messages, maxOutputTokens } = request;
  const shape = JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return {
    tokensIn: estimateTokens(`${shape}${system}${messages.map(({ content }) => content).join('')}`),
    tokensOut: maxOutputTokens,
    tokensCached: 0,
  };
}
