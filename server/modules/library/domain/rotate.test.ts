import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rotate } from './rotate.ts';

const SIZE = 1536;
const vectors = fc
  .array(fc.tuple(fc.nat(SIZE - 1), fc.double({ min: -1, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 40,
  })
  .map((entries) => {
    const vector = new Float32Array(SIZE);
    for (const [at, value] of entries) vector[at] = value;
    return vector;
  });

const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
const turned = (vector: Float32Array) => {
  const copy = Float32Array.from(vector);
  rotate(copy);
  return copy;
};

describe('rotate', () => {
  it('keeps every length and every angle', () => {
    fc.assert(
      fc.property(vectors, vectors, (a, b) => {
        expect(dot(turned(a), turned(b))).toBeCloseTo(dot(a, b), 3);
      }),
      { numRuns: 60 },
    );
  });

  it('spreads what stands in one number over many, so that signs can tell it', () => {
    const one = new Float32Array(SIZE);
    one[7] = 1;
    expect(turned(one).filter((value) => value !== 0).length).toBeGreaterThan(SIZE / 3);
  });

  it('turns the same vector the same way always', () => {
    const one = new Float32Array(SIZE);
    one[100] = 1;
    expect(turned(one)).toEqual(turned(one));
  });
});
