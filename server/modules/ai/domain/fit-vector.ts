/** Numbers of a stored vector. */
export const WIDTH = 1536;

/**
 * A vector of the stored width. Zeros behind a shorter one change no cosine; of a longer one
 * nothing may be cut, unless its model was made for that: null.
 */
export function fitVector(vector: Float32Array): Float32Array | null {
  if (vector.length === WIDTH) return vector;
  if (vector.length > WIDTH) return null;
  const fitted = new Float32Array(WIDTH);
  fitted.set(vector);
  return fitted;
}
