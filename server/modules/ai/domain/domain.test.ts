import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, estimateTokens, priceOf } from './prices.ts';
import { retryDelayMs } from './retry.ts';
import { seal, unseal } from './seal.ts';
import { resolveSlot } from './tasks.ts';

describe('a sealed key', () => {
  const master = randomBytes(32);
  const place = { organizationId: 'o', connectionId: 'c' };

  it('opens at its place alone, under its master key alone', () => {
    const sealed = seal(master, place, 'sk-secret');
    expect(unseal(master, place, sealed)).toBe('sk-secret');
    expect(unseal(randomBytes(32), place, sealed)).toBeNull();
    expect(unseal(master, { ...place, connectionId: 'd' }, sealed)).toBeNull();
    expect(unseal(master, { ...place, organizationId: 'p' }, sealed)).toBeNull();
  });

  it('does not open where any bit was changed, nor cut short', () => {
    const sealed = seal(master, place, 'sk-secret');
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const bent = Buffer.from(sealed);
        bent[bit >> 3] = (bent[bit >> 3] as number) ^ (1 << (bit & 7));
        expect(unseal(master, place, bent)).toBeNull();
      }),
    );
    expect(unseal(master, place, sealed.subarray(0, 20))).toBeNull();
  });

  it('never looks the same twice', () => {
    expect(seal(master, place, 'x')).not.toEqual(seal(master, place, 'x'));
  });
});

describe('a price', () => {
  const price = { model: 'm', inMicrousd: 1_000_000, cachedMicrousd: 100_000, outMicrousd: 2e6 };

  it('charges tokens from the cache at their own rate', () => {
    expect(costOf(price, { tokensIn: 1000, tokensCached: 400, tokensOut: 10 })).toBe(660);
  });

  it('of the organization stands over the default, and an unknown model is free', () => {
    expect(priceOf('gpt-5.1-mini', [])?.inMicrousd).toBe(250_000);
    expect(priceOf('m', [price])).toBe(price);
    expect(costOf(priceOf('unheard-of', []), { tokensIn: 9, tokensOut: 9, tokensCached: 0 })).toBe(
      0,
    );
  });

  it('never falls when more is used', () => {
    const tokens = fc.nat(1e6);
    fc.assert(
      fc.property(tokens, tokens, fc.nat(1e5), (tokensIn, tokensOut, more) => {
        const less = costOf(price, { tokensIn, tokensOut, tokensCached: 0 });
        expect(
          costOf(price, { tokensIn: tokensIn + more, tokensOut, tokensCached: 0 }),
        ).toBeGreaterThanOrEqual(less);
      }),
    );
  });

  it('is reserved for more tokens than English, Arabic or code have', () => {
    expect(estimateTokens('word '.repeat(1000))).toBeGreaterThan(1100);
    expect(estimateTokens('كلمة '.repeat(1000))).toBeGreaterThan(2000);
  });
});

describe('another try', () => {
  it('waits longer each time and never less than the provider asks', () => {
    expect(retryDelayMs({ code: 'unavailable' }, 1, 1)).toBe(500);
    expect(retryDelayMs({ code: 'unavailable' }, 3, 1)).toBe(2000);
    expect(retryDelayMs({ code: 'rate_limited', retryAfterMs: 7000 }, 1, 0)).toBe(7000);
  });

  it.each([
    [{ code: 'unavailable' as const }, 4],
    [{ code: 'timeout' as const }, 2],
    [{ code: 'unauthorized' as const }, 1],
    [{ code: 'refused' as const }, 1],
    [{ code: 'rate_limited' as const, retryAfterMs: 3_600_000 }, 1],
  ])('is not made after %j in attempt %i', (error, attempt) => {
    expect(retryDelayMs(error, attempt, 0.5)).toBeNull();
  });
});

describe('a slot', () => {
  const openai = { id: 'a', provider: 'openai' };
  const local = { id: 'b', provider: 'compatible' };
  const none = { learner: {}, organization: {} };

  it("has the program's model at a connection of OpenAI, and none elsewhere", () => {
    expect(resolveSlot('narrativePlanning', none, [local, openai])).toEqual({
      connection: openai,
      model: 'gpt-5.1-mini',
      temperature: 0.8,
      from: 'system',
    });
    expect(resolveSlot('tutoring', none, [local]).connection).toBeNull();
  });

  it('is laid over field by field, the learner first', () => {
    const scopes = {
      learner: { tutoring: { connectionId: null, model: 'mine', temperature: null } },
      organization: { tutoring: { connectionId: 'b', model: 'ours', temperature: 0.1 } },
    };
    expect(resolveSlot('tutoring', scopes, [openai, local])).toEqual({
      connection: local,
      model: 'mine',
      temperature: 0.1,
      from: 'learner',
    });
  });

  it('that makes what everybody sees is not for a learner to choose', () => {
    const choice = { connectionId: null, model: 'mine', temperature: 2 };
    const scopes = { learner: { contentGeneration: choice }, organization: {} };
    expect(resolveSlot('contentGeneration', scopes, [openai]).model).toBe('gpt-5.1-mini');
  });
});
