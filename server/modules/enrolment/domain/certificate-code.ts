/** Crockford's base32: no I, L, O and U, so that a code can be read aloud and typed. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 3;
const GROUP_LENGTH = 5;
const LENGTH = GROUPS * GROUP_LENGTH;

/** Random bytes that a code takes: five bits of each are used, 75 in all. */
export const CODE_BYTES = LENGTH;

/** A code in groups, such as `7Q2K9-0HXMD-RV4TB`. */
export function codeOf(random: Uint8Array): string {
  if (random.length < CODE_BYTES) throw new RangeError(`A code takes ${CODE_BYTES} random bytes.`);
  const letters = Array.from(random.subarray(0, LENGTH), (byte) => ALPHABET[byte & 31] ?? '').join(
    '',
  );
  return grouped(letters);
}

function grouped(letters: string): string {
  return letters.match(new RegExp(`.{${GROUP_LENGTH}}`, 'g'))?.join('-') ?? '';
}

/**
 * The code that somebody typed, as it is stored: capitals, with O read as 0, I and L as 1, and
 * whatever stands between the groups left out. Null for what cannot be a code.
 */
export function readCode(typed: string): string | null {
  const letters = typed
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const known = letters.length === LENGTH && [...letters].every((one) => ALPHABET.includes(one));
  return known ? grouped(letters) : null;
}
