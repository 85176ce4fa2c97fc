import type { AiPrice } from '../../../../contracts/ai.ts';

/** Tokens of a call; those from the cache are counted in those read too. */
type AiUsage = { tokensIn: number; tokensOut: number; tokensCached: number };

const usd = (model: string, tokensIn: number, cached: number, out: number): AiPrice => ({
  model,
  inMicrousd: Math.round(tokensIn * 1e6),
  cachedMicrousd: Math.round(cached * 1e6),
  outMicrousd: Math.round(out * 1e6),
});

/**
 * List prices in US dollars a million tokens (read, read from cache, written), as a beginning:
 * providers change them, and an administrator writes down what the organization really pays.
 */
export const DEFAULT_PRICES: readonly AiPrice[] = [
  usd('gpt-5.1', 1.25, 0.125, 10),
  usd('gpt-5.1-mini', 0.25, 0.025, 2),
  usd('gpt-5.1-nano', 0.05, 0.005, 0.4),
  usd('gpt-5', 1.25, 0.125, 10),
  usd('gpt-5-mini', 0.25, 0.025, 2),
  usd('gpt-5-nano', 0.05, 0.005, 0.4),
  usd('gpt-4.1', 2, 0.5, 8),
  usd('gpt-4.1-mini', 0.4, 0.1, 1.6),
  usd('gpt-4o', 2.5, 1.25, 10),
  usd('gpt-4o-mini', 0.15, 0.075, 0.6),
  usd('text-embedding-3-small', 0.02, 0.02, 0),
  usd('text-embedding-3-large', 0.13, 0.13, 0),
  usd('claude-opus-4-5', 5, 0.5, 25),
  usd('claude-sonnet-4-5', 3, 0.3, 15),
  usd('claude-haiku-4-5', 1, 0.1, 5),
  usd('gemini-2.5-pro', 1.25, 0.125, 10),
  usd('gemini-2.5-flash', 0.3, 0.03, 2.5),
  usd('gemini-2.5-flash-lite', 0.1, 0.01, 0.4),
  usd('gemini-embedding-001', 0.15, 0.15, 0),
];

/** The organization's own price, else the default; null where neither is known. */
export function priceOf(model: string, own: readonly AiPrice[]): AiPrice | null {
  return (
    own.find((price) => price.model === model) ??
    DEFAULT_PRICES.find((price) => price.model === model) ??
    null
  );
}

/** Cost in millionths of a dollar, rounded up; 0 without a price. */
export function costOf(price: AiPrice | null, usage: AiUsage): number {
  if (!price) return 0;
  const cached = Math.min(usage.tokensCached, usage.tokensIn);
  const total =
    (usage.tokensIn - cached) * price.inMicrousd +
    cached * price.cachedMicrousd +
    usage.tokensOut * price.outMicrousd;
  return Math.ceil(total / 1e6);
}

/**
 * What a request of a batch costs of the list price: OpenAI, Anthropic and Google each publish
 * batch prices at half, for tokens read and written alike.
 */
const BATCH_SHARE = 0.5;

/** As `costOf`, at the price of batches. */
export const batchCostOf = (price: AiPrice | null, usage: AiUsage): number =>
  Math.ceil(costOf(price, usage) * BATCH_SHARE);

/**
 * More tokens than a text is likely to have. Tokenizers make a token of about four bytes of
 * English and three of most other scripts; two and a half leave room for code and names.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 2.5) + 64;
}
