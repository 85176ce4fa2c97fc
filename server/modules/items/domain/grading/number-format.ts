/** A number as people write it: sign, groups of thousands or plain digits, fraction, exponent. */
const NUMBER =
  /(?<![\p{L}\p{N}.,])[-+−]?(?:\d{1,3}(?:([,'’ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*(?!\d)|\d+)?(?:[.,]\d+)?(?:e[-+]?\d+)?(?![\p{L}\p{N}]|[.,]\d)/giu;

const EUROPEAN = /^[-+]?\d{1,3}(?:\.\d{3})+,\d+$/;

/**
 * Writes every number in the text the same way: `1,000` and `1 000` become `1000`, `.5` and `0,5`
 * become `0.5`, `+5` becomes `5`. A comma before exactly three digits separates thousands, as in
 * English; any other comma in a number is a decimal comma.
 */
export function canonicalNumbers(text: string): string {
  return text
    .replace(/(?<![\p{L}\p{N}.,])[-+]?\d{1,3}(?:\.\d{3})+,\d+/gu, (found) =>
      EUROPEAN.test(found) ? found.replaceAll('.', '').replace(',', '.') : found,
    )
    .replace(NUMBER, (found) => canonical(found) ?? found);
}

/** Whether a canonical token is a number: such tokens match exactly or not at all. */
export function hasDigit(token: string): boolean {
  return /\p{N}/u.test(token);
}

function canonical(found: string): string | null {
  if (!/\d/.test(found)) return null;
  const plain = found
    .replace('−', '-')
    .replace(/(?<=\d)[,'’ \u00a0\u2009\u202f](?=\d{3}(?!\d))/g, '')
    .replace(',', '.');
  // Beyond 15 digits a double would make different numbers equal.
  if ((plain.match(/\d/g)?.length ?? 0) > 15) return plain;
  const value = Number(plain);
  if (!Number.isFinite(value)) return null;
  return value === 0 ? '0' : String(value);
}
