const LIGATURES: Record<string, string> = {
  '\uFB00': 'ff',
  '\uFB01': 'fi',
  '\uFB02': 'fl',
  '\uFB03': 'ffi',
  '\uFB04': 'ffl',
  '\uFB05': 'st',
  '\uFB06': 'st',
};

/**
 * Soft hyphens, zero-width spaces, word joiners, byte order marks and directional marks. The
 * zero-width joiner and non-joiner stay: Indic and Persian spelling and emoji depend on them.
 */
const INVISIBLE =
  /[\u00AD\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\uFFF9-\uFFFB]/gu;

// Tab and line ends are white space, not noise: they fold below.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const CONTROL = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/gu;

const LINE_END = /\r\n|[\r\u0085\u2028\u2029\v\f]/gu;

export type CleanOptions = {
  /** Keeps line ends (as `\n`), each line folded by itself; more than one empty line becomes one. */
  keepLines?: boolean;
  /** Keeps line ends and the spaces inside lines: for code and other preformatted text. */
  preformatted?: boolean;
};

/**
 * Text as the platform stores it: NFC, ligatures spelled out, nothing invisible, white space
 * folded to single spaces and trimmed. Lone surrogates, which no database accepts, become U+FFFD.
 */
export function cleanText(text: string, options: CleanOptions = {}): string {
  const plain = text
    .toWellFormed()
    .replace(LINE_END, '\n')
    .replace(CONTROL, '')
    .replace(INVISIBLE, '')
    .replace(/[\uFB00-\uFB06]/gu, (letter) => LIGATURES[letter] ?? letter)
    .normalize('NFC');
  if (options.preformatted) {
    return plain
      .replaceAll('\t', '    ')
      .replace(/[^\S\n]+$/gmu, '')
      .replace(/^\n+|\n+$/gu, '')
      .replace(/\n{3,}/gu, '\n\n');
  }
  if (options.keepLines) {
    return plain
      .replace(/[^\S\n]+/gu, ' ')
      .replace(/ ?\n ?/gu, '\n')
      .replace(/\n{3,}/gu, '\n\n')
      .trim();
  }
  return plain.replace(/\s+/gu, ' ').trim();
}
