const LIGATURES: Record<string, string> = {
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
};

/**
 * NFC text with LF line ends, without control, soft-hyphen and zero-width characters. The
 * zero-width (non-)joiner stays: Persian, Indic scripts and emoji change meaning without it.
 */
export function normalizeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\ufb00-\ufb06]/g, (char) => LIGATURES[char] ?? char)
    .replace(/[\p{Cc}\u00ad\u200b\u2060\ufeff]/gu, (char) =>
      char === '\n' || char === '\t' ? char : '',
    )
    .normalize('NFC');
}

/** One paragraph: all white space, line ends too, becomes single spaces. */
export function normalizeInline(text: string): string {
  return normalizeText(text).replace(/\s+/g, ' ').trim();
}

/** Preformatted text: inner lines and indentation stay. */
export function normalizeLines(text: string): string {
  return normalizeText(text)
    .replace(/[^\S\n]+$/gm, '')
    .replace(/^\n+/, '')
    .trimEnd();
}
