/** What a request for a part of a file asks: all of it, a part, or what is not there. */
export type Wanted =
  | { kind: 'whole' }
  | { kind: 'part'; start: number; end: number }
  | { kind: 'outside' };

/**
 * Reads a Range header (RFC 9110, section 14) for a file of `size` bytes. Several ranges at once,
 * and what cannot be read, are answered with the whole file, as the RFC allows.
 *
 * @returns `end` is the last byte, included.
 */
export function readRange(header: string | undefined, size: number): Wanted {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return { kind: 'whole' };
  const [, first = '', last = ''] = match;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0
      ? { kind: 'outside' }
      : { kind: 'part', start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return { kind: 'whole' };
  if (start >= size) return { kind: 'outside' };
  return { kind: 'part', start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
