/** How much of a text is looked at to guess an encoding that nothing states. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * Decodes plain text. A byte order mark decides; otherwise UTF-16 shows in its zero bytes, valid
 * UTF-8 is UTF-8, and everything else is read as Windows-1252, the superset of Latin-1 that
 * browsers use too. `stated` (such as `iso-8859-2`) is used where the bytes are not UTF-8.
 */
export function decodeText(bytes: Uint8Array, stated?: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const utf16 = guessUtf16(bytes);
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(usable(stated, bytes)).decode(bytes);
  }
}

/** As `decodeText`, with the encoding a page or its server states. */
export function decodeHtml(bytes: Uint8Array, contentType?: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const charset = /charset\s*=\s*["']?\s*([\w-]+)/iu;
  const stated =
    charset.exec(contentType ?? '')?.[1] ??
    charset.exec(start)?.[1] ??
    /<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/iu.exec(start)?.[1];
  return decodeText(bytes, stated);
}

function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let even = 0;
  let odd = 0;
  for (let index = 0; index + 1 < sample.length; index += 2) {
    if (sample[index] === 0) even += 1;
    if (sample[index + 1] === 0) odd += 1;
  }
  const pairs = sample.length / 2;
  if (odd > pairs * 0.4 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.4 && odd < pairs * 0.05) return 'utf-16be';
  return null;
}

/** Some texts are UTF-8 with a few spoilt bytes: those stay UTF-8. */
function usable(stated: string | undefined, bytes: Uint8Array): string {
  const lenient = new TextDecoder('utf-8').decode(bytes);
  const spoilt = lenient.split('\uFFFD').length - 1;
  let beyondAscii = 0;
  for (const byte of bytes) if (byte > 0xc1) beyondAscii += 1;
  if (spoilt * 10 < beyondAscii) return 'utf-8';
  if (stated !== undefined && !/^utf-?8$/iu.test(stated)) {
    try {
      return new TextDecoder(stated).encoding;
    } catch {
      // An unknown name: the guess below serves.
    }
  }
  return 'windows-1252';
}
