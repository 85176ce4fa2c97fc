import { createFonts, type FontFace } from './pdf-fonts.ts';
import type { PdfPage } from './pdf-source.ts';
import { readTags, type Tag } from './pdf-tags.ts';

/** Text set without interruption. Points; `y` is the baseline, counted down from the page's top. */
export type Run = FontFace & {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
  /** The page's own program put white space before it. */
  spaced: boolean;
  rtl: boolean;
  tag: Tag | null;
};

export type PageRuns = { width: number; height: number; runs: Run[] };

/** Letters of one width that still tell a proportional font from a monospaced one. */
const TELLING = /^(?=.*[ilt1.,;:'|!])(?=.*[mwMWONQGD]).{2,}$|^[ilj.,;:'|!]{2,}$|^[mwMWONQGD]{2,}$/u;

/** Reads pages one by one; fonts are remembered over the whole document. */
export function createRunReader() {
  const fonts = createFonts();
  return async (page: PdfPage): Promise<PageRuns> => {
    const tags = await readTags(page);
    const { items, styles } = await page.getTextContent({ includeMarkedContent: tags.size > 0 });
    const view = page.getViewport({ scale: 1 });
    const ids = new Set<string>();
    for (const item of items) if ('str' in item && item.str.trim() !== '') ids.add(item.fontName);
    await fonts.learn(page, [...ids], (id) => styles[id]?.fontFamily ?? '');
    const found: (Run & { font: string; quarter: number })[] = [];
    let spaced = true;
    const marked: (Tag | null)[] = [];
    for (const item of items) {
      if (!('str' in item)) {
        if (item.type === 'endMarkedContent') marked.pop();
        else marked.push(tags.get(item.id ?? '') ?? marked.at(-1) ?? null);
        continue;
      }
      if (item.str.trim() === '') {
        spaced ||= item.str !== '' || item.hasEOL;
        continue;
      }
      const placed = place(item.transform as number[], view.transform);
      const text = item.str.trim();
      found.push({
        ...placed,
        text,
        width: item.width,
        size: placed.size || item.height,
        spaced: spaced || /^\s/u.test(item.str),
        rtl: item.dir === 'rtl',
        tag: marked.at(-1) ?? null,
        font: item.fontName,
        ...fonts.face(item.fontName),
      });
      if (TELLING.test(text) && placed.size > 0)
        fonts.measure(item.fontName, text, item.width / text.length / placed.size);
      spaced = item.hasEOL || /\s$/u.test(item.str);
    }
    return upright(found, { width: view.width, height: view.height });
  };
}

/** Position, size and direction (in quarter turns) of a run on the page as it is seen. */
function place(text: number[], view: number[]) {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = text;
  const [va = 1, vb = 0, vc = 0, vd = -1, ve = 0, vf = 0] = view;
  const along = { x: va * a + vc * b, y: vb * a + vd * b };
  return {
    x: va * e + vc * f + ve,
    y: vb * e + vd * f + vf,
    size: Math.round(Math.hypot(c, d) * 10) / 10,
    quarter: Math.round(Math.atan2(along.y, along.x) / (Math.PI / 2)) & 3,
  };
}

/**
 * Keeps the direction in which most of the page is set and turns the page so that it reads from
 * left to right. What runs across it (a stamp on the margin, an axis label) is left out.
 */
function upright(
  found: (Run & { font: string; quarter: number })[],
  page: { width: number; height: number },
): PageRuns {
  const letters = [0, 0, 0, 0];
  for (const run of found) letters[run.quarter] = (letters[run.quarter] ?? 0) + run.text.length;
  const main = letters.indexOf(Math.max(...letters));
  const turned = main % 2 === 1;
  const runs = found
    .filter((run) => run.quarter === main && !run.signs)
    .map(({ font: _font, quarter: _quarter, ...run }): Run => {
      const { x, y } = run;
      if (main === 1) return { ...run, x: y, y: page.width - x };
      if (main === 2) return { ...run, x: page.width - x, y: page.height - y };
      if (main === 3) return { ...run, x: page.height - y, y: x };
      return run;
    });
  return {
    width: turned ? page.height : page.width,
    height: turned ? page.width : page.height,
    runs,
  };
}
