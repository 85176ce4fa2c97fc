import type { LintCode } from './codes.ts';
import { comparedText, type LintInput } from './input.ts';
import { contentStems, jaccard } from './words.ts';

/** From here on two texts ask or say the same; below the text measure, vectors are looked at. */
export const NEAR_DUPLICATE = { text: 0.85, cosine: 0.96 };

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return 0;
  let dot = 0;
  let left = 0;
  let right = 0;
  for (let i = 0; i < a.length; i += 1) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    dot += x * y;
    left += x * x;
    right += y * y;
  }
  return left === 0 || right === 0 ? 0 : dot / Math.sqrt(left * right);
}

/** Compares with the existing items given: by shared words, and by vectors where both have one. */
export function lintNearDuplicate(item: LintInput): LintCode[] {
  const stems = contentStems(comparedText(item));
  const { embedding } = item;
  const found = (item.existing ?? []).some((other) => {
    if (jaccard(stems, contentStems(other.text)) >= NEAR_DUPLICATE.text) return true;
    return (
      embedding !== undefined &&
      other.embedding !== undefined &&
      cosine(embedding, other.embedding) >= NEAR_DUPLICATE.cosine
    );
  });
  return found ? ['near_duplicate'] : [];
}
