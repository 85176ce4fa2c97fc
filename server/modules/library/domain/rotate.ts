const THIRDS = 3;
/** `1536 = 3 · 512`: each third is a power of two, as the Hadamard transform asks. */
const THIRD = 512;
const SIZE = THIRDS * THIRD;

/** Signs that are the same for ever: stored vectors were turned with them. */
const SIGNS = (() => {
  let state = 0x2545f491;
  return Float32Array.from({ length: SIZE }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >= 0x80000000 ? 1 : -1;
  });
})();

function mixThirds(vector: Float32Array): void {
  for (let i = 0; i < THIRD; i += 1) {
    const a = vector[i] ?? 0;
    const b = vector[i + THIRD] ?? 0;
    const c = vector[i + 2 * THIRD] ?? 0;
    vector[i] = (a + b + c) / Math.sqrt(3);
    vector[i + THIRD] = (a - c) / Math.sqrt(2);
    vector[i + 2 * THIRD] = (a - 2 * b + c) / Math.sqrt(6);
  }
}

/** Walsh–Hadamard transform in place, of length kept. */
function hadamard(vector: Float32Array): void {
  for (let half = 1; half < THIRD; half *= 2) {
    for (let block = 0; block < vector.length; block += 2 * half) {
      for (let i = block; i < block + half; i += 1) {
        const a = vector[i] ?? 0;
        const b = vector[i + half] ?? 0;
        vector[i] = a + b;
        vector[i + half] = a - b;
      }
    }
  }
  const scale = 1 / Math.sqrt(THIRD);
  for (let i = 0; i < vector.length; i += 1) vector[i] = (vector[i] ?? 0) * scale;
}

/**
 * Turns a vector of 1,536 numbers in place by a fixed random rotation (signs, then orthogonal
 * mixing). Lengths and angles stay as they are, but what stood in a few numbers now stands in all
 * of them, so that the signs alone tell the angle between two vectors (SimHash, Charikar 2002):
 * what the vector indexes compare. Without it the many zeros of a hashed text say nothing.
 */
export function rotate(vector: Float32Array): void {
  for (let i = 0; i < SIZE; i += 1) vector[i] = (vector[i] ?? 0) * (SIGNS[i] ?? 1);
  mixThirds(vector);
  hadamard(vector);
}
