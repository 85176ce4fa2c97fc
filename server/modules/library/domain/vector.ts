/**
 * A vector of length 1 as pgvector reads it, in hundred-thousandths: finer than the half precision
 * that it is stored in, and whole numbers become text several times faster than fractions do.
 */
export function vectorLiteral(vector: Float32Array): string {
  let text = '[';
  for (let i = 0; i < vector.length; i += 1) {
    if (i > 0) text += ',';
    const value = Math.round((vector[i] ?? 0) * 1e5);
    text += value === 0 ? '0' : `${value}e-5`;
  }
  return `${text}]`;
}
