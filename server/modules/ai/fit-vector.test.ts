import { expect, it } from 'vitest';
import { fitVector } from './fit-vector.ts';

it('fills a short vector with zeros and refuses a long one', () => {
  const fitted = fitVector(Float32Array.of(1, 2));
  expect([fitted.length, fitted[0], fitted[1], fitted[2]]).toEqual([1536, 1, 2, 0]);
  expect(() => fitVector(new Float32Array(3072))).toThrow('3072');
});
