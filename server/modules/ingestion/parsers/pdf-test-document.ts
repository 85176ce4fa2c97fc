/** A small writer of PDF files, so that tests can say where on a page each word stands. */

import type { Line } from './pdf-lines.ts';

export type TestFont = 'regular' | 'bold' | 'italic' | 'mono';

/** `y` counts from the top of the page (A4, 595 x 842 points) to the baseline. */
export type TestText = { text: string; x: number; y: number; size?: number; font?: TestFont };

export type TestBookmark = { title: string; page: number; children?: TestBookmark[] };

export type TestDocument = {
  pages: TestText[][];
  bookmarks?: TestBookmark[];
  title?: string;
  /** Adds an encryption dictionary that no password opens. */
  locked?: boolean;
};

const HEIGHT = 842;
const FONTS: Record<TestFont, string> = {
  regular: 'Helvetica',
  bold: 'Helvetica-Bold',
  italic: 'Helvetica-Oblique',
  mono: 'Courier',
};
const NAMES = Object.keys(FONTS) as TestFont[];

/** Lines of prose broken near `width`; Helvetica's letters are half their size wide on average. */
export function prose(
  text: string,
  {
    x = 72,
    y = 100,
    width = 450,
    size = 10,
    lead = 12,
    indent = 0,
    font = 'regular' as TestFont,
  } = {},
): TestText[] {
  const most = Math.floor(width / (size * 0.5));
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const room = lines.length === 1 ? most - indent / (size * 0.5) : most;
    if (last !== undefined && last.length + word.length < room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => ({
    text: line,
    x: index === 0 ? x + indent : x,
    y: y + index * lead,
    size,
    font,
  }));
}

export function pdfOf({ pages, bookmarks = [], title, locked = false }: TestDocument): Uint8Array {
  const objects: string[] = ['', ''];
  const add = (body: string) => objects.push(body);
  const fonts = NAMES.map(
    (name) =>
      `/${name} ${add(`<</Type/Font/Subtype/Type1/BaseFont/${FONTS[name]}/Encoding/WinAnsiEncoding>>`)} 0 R`,
  ).join('');
  const kids = pages.map((texts) => {
    const stream = texts.map(drawing).join('\n');
    const contents = add(`<</Length ${stream.length}>>stream\n${stream}\nendstream`);
    return add(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 ${HEIGHT}]/Resources<</Font<<${fonts}>>>>/Contents ${contents} 0 R>>`,
    );
  });
  objects[1] = `<</Type/Pages/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]>>`;
  const outline = bookmarks.length > 0 ? addOutline(bookmarks, kids, objects) : null;
  objects[0] = `<</Type/Catalog/Pages 2 0 R${outline === null ? '' : `/Outlines ${outline} 0 R`}>>`;
  const info = title === undefined ? null : add(`<</Title ${literal(title)}>>`);
  const lock = locked
    ? add(`<</Filter/Standard/V 1/R 2/P -4/O <${'5a'.repeat(32)}>/U <${'a5'.repeat(32)}>>>`)
    : null;
  return assemble(objects, { info, lock });
}

function addOutline(nodes: readonly TestBookmark[], pages: number[], objects: string[]): number {
  const root = objects.push('');
  const add = (entries: readonly TestBookmark[], parent: number): number[] => {
    const ids = entries.map(() => objects.push(''));
    for (const [index, entry] of entries.entries()) {
      const id = ids[index] ?? 0;
      const children = add(entry.children ?? [], id);
      const link = (key: string, to: number | undefined) => (to ? `/${key} ${to} 0 R` : '');
      objects[id - 1] =
        `<</Title ${literal(entry.title)}/Parent ${parent} 0 R/Dest[${pages[entry.page - 1]} 0 R/Fit]` +
        `${link('Prev', ids[index - 1])}${link('Next', ids[index + 1])}` +
        `${link('First', children[0])}${link('Last', children.at(-1))}>>`;
    }
    return ids;
  };
  const top = add(nodes, root);
  objects[root - 1] = `<</Type/Outlines/First ${top[0]} 0 R/Last ${top.at(-1)} 0 R>>`;
  return root;
}

const drawing = ({ text, x, y, size = 10, font = 'regular' }: TestText) =>
  `BT /${font} ${size} Tf ${x} ${HEIGHT - y} Td ${literal(text)} Tj ET`;

/** The writer's fonts know Windows' Latin-1 with its bullet, dashes and quotes. */
const WIN_ANSI: Record<string, number> = { '•': 0x95, '–': 0x96, '—': 0x97, '“': 0x93, '”': 0x94 };

const literal = (text: string) =>
  `(${[...text.replace(/[\\()]/gu, '\\$&')].map((char) => String.fromCharCode(WIN_ANSI[char] ?? char.charCodeAt(0))).join('')})`;

function assemble(
  objects: readonly string[],
  { info, lock }: { info: number | null; lock: number | null },
): Uint8Array {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) file += `${String(offset).padStart(10, '0')} 00000 n \n`;
  const more = `${info === null ? '' : `/Info ${info} 0 R`}${lock === null ? '' : `/Encrypt ${lock} 0 R/ID[<${'00'.repeat(16)}><${'00'.repeat(16)}>]`}`;
  file += `trailer<</Size ${objects.length + 1}/Root 1 0 R${more}>>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(file, (char) => char.charCodeAt(0));
}

/** A line as it comes out of a page, for tests of the steps after that. */
export function testLine(page: number, y: number, text: string, more: Partial<Line> = {}): Line {
  return {
    page,
    column: 0,
    text,
    grid: '',
    x0: 72,
    x1: 300,
    y,
    size: 10,
    bold: false,
    italic: false,
    mono: false,
    advance: 5,
    cells: [],
    mark: '',
    tag: null,
    ...more,
  };
}
