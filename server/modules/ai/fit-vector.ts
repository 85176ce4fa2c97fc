import { AiError } from '../../ports/ai/index.ts';

/** Numbers of a stored vector. */
export const WIDTH = 1536;

/**
 * A vector of the stored width. Zeros behind a shorter one change no cosine; of a longer one
 * nothing may be cut, unless its model was made for that.
 */
export function fitVector(vector: Float32Array): Float32Array {
  if (vector.length === WIDTH) return vector;
  if (vector.length > WIDTH) {
    throw new AiError(
      'bad_request',
      `The embedding model gives ${vector.length} numbers; at most ${WIDTH} can be stored. Choose another model.`,
    );
  }
  const fitted = new Float32Array(WIDTH);
  fitted.set(vector);
  return fitted;
}
