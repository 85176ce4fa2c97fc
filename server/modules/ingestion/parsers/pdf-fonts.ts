import type { PdfPage } from './pdf-source.ts';

export type FontFace = { bold: boolean; italic: boolean; mono: boolean; signs: boolean };

// The Computer Modern names (CMBX, CMTT, …) and their descendants say weight and pitch in letters.
const BOLD = /bold|black|heavy|demi|(?:CM|SF|EC|LH|EB)(?:SS)?BX|^CMB\d|Medi$|-Bd/u;
const ITALIC = /ital|obli|slant|(?:CM|SF|EC)(?:TI|SL|BXTI|SSI)|-It/iu;
const MONO =
  /mono|courier|typewriter|consol|menlo|inconsol|fixed|(?:CM|SF|EC|LH)(?:SL|IT|V)?TT|NimbusMon|\btt\b/iu;
/** Fonts of notes, line pieces and icons: their codes are no letters. */
const SIGNS =
  /emmentaler|parmesan|feta|bravura|petaluma|leland|gonville|opusstd|sonata|lcircle|^line\d|^lasy|xyatip|xybtip|fontawesome|materialicons/iu;
const MIN_SAMPLE = 15;
/** In long runs the widths of all letters even out. */
const MAX_SAMPLED_LENGTH = 8;
/** Glyphs of one width differ by rounding only; in a proportional font by tens of percent. */
const SAME_WIDTH = 0.012;

/**
 * What the fonts of one document look like. pdf.js hands out a font's name only with a page's
 * drawing operations, so these are asked for once per page that brings a new font. Fonts that do
 * not say that they are monospaced are recognized by the widths of what is set in them.
 */
export function createFonts() {
  const faces = new Map<string, FontFace>();
  const widths = new Map<string, { count: number; least: number; most: number }>();

  return {
    async learn(page: PdfPage, ids: readonly string[], family: (id: string) => string) {
      const unknown = ids.filter((id) => !faces.has(id));
      if (unknown.length === 0) return;
      await page.getOperatorList().catch(() => undefined);
      for (const id of unknown) {
        const font: unknown = page.commonObjs.has(id) ? page.commonObjs.get(id) : undefined;
        faces.set(id, faceOf(fontName(font), family(id)));
      }
    },
    /** `advance` is the mean width of a character in units of the font size. */
    measure(id: string, text: string, advance: number) {
      if (text.length > MAX_SAMPLED_LENGTH) return;
      const seen = widths.get(id) ?? { count: 0, least: advance, most: advance };
      seen.count += 1;
      seen.least = Math.min(seen.least, advance);
      seen.most = Math.max(seen.most, advance);
      widths.set(id, seen);
    },
    face(id: string): FontFace {
      const face = faces.get(id) ?? { bold: false, italic: false, mono: false, signs: false };
      const seen = widths.get(id);
      const even =
        seen !== undefined && seen.count >= MIN_SAMPLE && seen.most - seen.least < SAME_WIDTH;
      return even && !face.mono ? { ...face, mono: true } : face;
    },
  };
}

function fontName(font: unknown): string {
  if (typeof font !== 'object' || font === null || !('name' in font)) return '';
  return typeof font.name === 'string' ? font.name.replace(/^[A-Z]{6}\+/u, '') : '';
}

export function faceOf(name: string, family: string): FontFace {
  return {
    bold: BOLD.test(name) || /bold|black|heavy/iu.test(name),
    italic: ITALIC.test(name),
    mono: family === 'monospace' || MONO.test(name),
    signs: SIGNS.test(name),
  };
}
