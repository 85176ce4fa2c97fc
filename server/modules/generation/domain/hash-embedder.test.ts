import { describe, expect, it } from 'vitest';
import { cosine, embedText, HASH_EMBEDDER, HASH_EMBEDDER_DIMENSIONS } from './hash-embedder.ts';

const near = (a: string, b: string) => cosine(embedText(a), embedText(b));

describe('embedText', () => {
  it('gives a vector of length 1 and the advertised size', () => {
    const vector = embedText('Osmosis is the diffusion of water.');
    expect(vector).toHaveLength(HASH_EMBEDDER_DIMENSIONS);
    expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    expect(HASH_EMBEDDER).toBe('builtin-hash-2');
  });

  it('gives the zero vector where there are no words', () => {
    expect(embedText(' … ').every((value) => value === 0)).toBe(true);
  });

  it('is the same every time', () => {
    expect(embedText('A cell wall')).toEqual(embedText('A cell wall'));
  });

  it('puts texts on one matter closer together than unrelated ones', () => {
    const a = 'Diffusion is the movement of particles down their concentration gradient.';
    const b = 'Particles diffuse from high to low concentration.';
    const c = 'The treaty ended the war between the two kingdoms.';
    expect(near(a, b)).toBeGreaterThan(near(a, c) + 0.15);
  });

  it('sees forms of one word', () => {
    expect(near('mitochondria', 'mitochondrion')).toBeGreaterThan(0.4);
    expect(near('encryption', 'encrypted')).toBeGreaterThan(near('encryption', 'election'));
    expect(near('photosynthesis', 'photosynthetic')).toBeGreaterThan(0.4);
  });

  it('does not mind case, accents and hyphens', () => {
    expect(near('Naïve Light-Dependent', 'naive light dependent')).toBeCloseTo(1, 5);
  });
});
