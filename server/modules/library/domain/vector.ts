/** A vector as pgvector reads it. Five digits are finer than the half precision it is stored in. */
export function vectorLiteral(vector: Float32Array): string {
  let text = '[';
  for (let i = 0; i < vector.length; i += 1) {
    const value = vector[i] ?? 0;
    if (i > 0) text += ',';
    text += value === 0 ? '0' : value.toPrecision(5);
  }
  return `${text}]`;
}
