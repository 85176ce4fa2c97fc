import type { AiUsage } from './port.ts';

export type SdkUsage = {
  inputTokens: number | undefined;
  outputTokens: number | undefined;
  inputTokenDetails?: { cacheReadTokens: number | undefined } | undefined;
};

/** Tokens as the SDK counts them; 0 where the provider did not say. */
export const usageOf = (usage: SdkUsage | undefined): AiUsage => ({
  tokensIn: usage?.inputTokens ?? 0,
  tokensOut: usage?.outputTokens ?? 0,
  tokensCached: usage?.inputTokenDetails?.cacheReadTokens ?? 0,
});
