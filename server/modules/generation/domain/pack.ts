/**
 * About how many tokens a text takes: four letters of the Latin alphabet to a token, and one and
 * a half of other scripts. Byte pair encodings differ by a third either way; it decides sizes of
 * requests, never what is paid.
 */
export function estimateTokens(text: string): number {
  let plain = 0;
  let other = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) < 0x250) plain += 1;
    else other += 1;
  }
  return Math.ceil(plain / 4 + other / 1.5);
}

/**
 * Neighbouring passages in groups of at most `tokens` and at most `count`; one that is larger by
 * itself stands alone. The same passages always give the same groups.
 */
export function packPassages<T extends { text: string }>(
  passages: readonly T[],
  limits: { tokens: number; count: number },
): T[][] {
  const packs: T[][] = [];
  let pack: T[] = [];
  let size = 0;
  for (const passage of passages) {
    const tokens = estimateTokens(passage.text);
    if (pack.length > 0 && (size + tokens > limits.tokens || pack.length >= limits.count)) {
      packs.push(pack);
      pack = [];
      size = 0;
    }
    pack.push(passage);
    size += tokens;
  }
  if (pack.length > 0) packs.push(pack);
  return packs;
}

/** The beginning of a text up to the end of a sentence within about `tokens`. */
export function beginningOf(text: string, tokens: number): string {
  if (estimateTokens(text) <= tokens) return text;
  const share = tokens / estimateTokens(text);
  const cut = text.slice(0, Math.floor(text.length * share));
  const sentence = /^[\s\S]*[.!?\u3002\uff01\uff1f\u061f](?=\s|$)/u.exec(cut)?.[0];
  return sentence !== undefined && sentence.length > cut.length / 3 ? sentence : cut;
}
