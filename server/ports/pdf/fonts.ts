import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What pdfkit keeps of a font file (fontkit's own object). */
type OpenFont = { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } };

export type Weight = 'regular' | 'bold';
/** A part of a text that one font can write. */
export type Run = { text: string; font: string };

/** The least that is needed of a document to choose fonts for it. */
export type FontHolder = {
  registerFont(name: string, file: string): unknown;
  font(name: string): unknown;
};

const SUBSETS = [
  'latin',
  'latin-ext',
  'vietnamese',
  'greek',
  'greek-ext',
  'cyrillic',
  'cyrillic-ext',
  'devanagari',
];
const WEIGHTS = { regular: 400, bold: 600 } as const;

/** Where systems keep fonts with many scripts; the first that is there helps out. */
const SYSTEM_FONTS = [
  '/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf',
  '/usr/share/fonts/noto/NotoSansArabic-Regular.ttf',
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  '/usr/share/fonts/TTF/DejaVuSans.ttf',
  '/usr/share/fonts/dejavu/DejaVuSans.ttf',
];

const require = createRequire(import.meta.url);
const FOLDER = path.join(
  path.dirname(require.resolve('@fontsource/noto-sans/package.json')),
  'files',
);

const file = (subset: string, weight: Weight) =>
  path.join(FOLDER, `noto-sans-${subset}-${WEIGHTS[weight]}-normal.woff`);

/**
 * The fonts of a document: Noto Sans in its subsets, then `extra`, then a font of the system. Files
 * are opened when a text first needs them.
 */
export function createFonts(document: FontHolder, extra: string | null) {
  const helpers = [extra, ...SYSTEM_FONTS].filter((name) => name !== null && existsSync(name));
  const opened = new Map<string, OpenFont['_font']['font'] | null>();

  function open(name: string, source: string) {
    let font = opened.get(name);
    if (font === undefined) {
      try {
        document.registerFont(name, source);
        document.font(name);
        font = (document as unknown as OpenFont)._font.font;
      } catch {
        // A font that cannot be read is as good as none; the others go on.
        font = null;
      }
      opened.set(name, font);
    }
    return font;
  }

  function fontFor(codePoint: number, weight: Weight): string | null {
    for (const subset of SUBSETS) {
      const name = `${subset}-${weight}`;
      if (open(name, file(subset, weight))?.hasGlyphForCodePoint(codePoint)) return name;
    }
    for (const [place, source] of helpers.entries()) {
      const name = `helper-${place}`;
      if (source !== null && open(name, source)?.hasGlyphForCodePoint(codePoint)) return name;
    }
    return null;
  }

  return {
    /**
     * The text in runs of one font each; null where some letter is in none of the fonts, so that
     * nobody's name is ever printed as empty boxes. Marks and spaces stay with what they follow.
     */
    runs(text: string, weight: Weight): Run[] | null {
      const runs: Run[] = [];
      for (const letter of text.normalize('NFC')) {
        const codePoint = letter.codePointAt(0) ?? 0;
        const last = runs.at(-1);
        const covered = (name: string) =>
          opened.get(name)?.hasGlyphForCodePoint(codePoint) === true;
        if (last && (/\s/.test(letter) || covered(last.font))) {
          last.text += letter;
          continue;
        }
        const font = fontFor(codePoint, weight);
        if (font === null) return null;
        runs.push({ text: letter, font });
      }
      return runs;
    },
  };
}

export type Fonts = ReturnType<typeof createFonts>;
