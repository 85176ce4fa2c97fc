import { getDocumentProxy } from 'unpdf';
import type { Block, ParsedDocument } from '../../library/index.ts';
import { normalizeInline } from '../domain/normalize.ts';
import { SourceError } from '../domain/source-error.ts';

type Line = { text: string; x: number; y: number; size: number; page: number; edge: boolean };

const furniture = (line: Line) => line.text.replace(/\d+|\b[ivxlc]+\b/g, '#');

export async function parsePdf(
  bytes: Uint8Array,
  onProgress?: (done: number, total: number) => void,
): Promise<Omit<ParsedDocument, 'language'>> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch(
    (error: Error) => {
      if (error.name === 'PasswordException')
        throw new SourceError(
          'encrypted',
          'This PDF is locked with a password. Save a copy without it and upload that.',
        );
      throw new SourceError(
        'damaged',
        'This PDF is damaged. Print or export it to PDF again and upload the new copy.',
      );
    },
  );
  const lines: Line[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const height = page.view[3] ?? 0;
    let parts = '';
    for (const item of (await page.getTextContent()).items) {
      if (!('str' in item)) continue;
      parts += item.str;
      if (!item.hasEOL && item !== undefined) continue;
      const [, , , size = 0, x = 0, y = 0] = item.transform as number[];
      const text = normalizeInline(parts);
      const edge = y < height * 0.09 || y > height * 0.91;
      if (text !== '')
        lines.push({
          text,
          x,
          y,
          size: Math.round(Math.abs(size) || item.height),
          page: number,
          edge,
        });
      parts = '';
    }
    const rest = normalizeInline(parts);
    if (rest !== '')
      lines.push({
        text: rest,
        x: 0,
        y: 0,
        size: lines.at(-1)?.size ?? 0,
        page: number,
        edge: true,
      });
    page.cleanup();
    onProgress?.(number, pdf.numPages);
  }
  const pageCount = pdf.numPages;
  const { info } = await pdf.getMetadata();
  const title =
    'Title' in info && typeof info.Title === 'string' ? normalizeInline(info.Title) || null : null;
  await pdf.loadingTask.destroy();
  const blocks = linesToBlocks(lines);
  if (blocks.length === 0)
    throw new SourceError(
      'no_text',
      'This PDF holds pictures of pages and no text. Run text recognition (OCR) on it and upload the result.',
    );
  return { title, blocks, pageCount, durationSeconds: null };
}

function linesToBlocks(all: Line[]): Block[] {
  const repeats = new Map<string, number>();
  const sizes = new Map<number, number>();
  for (const line of all) {
    if (line.edge) repeats.set(furniture(line), (repeats.get(furniture(line)) ?? 0) + 1);
    sizes.set(line.size, (sizes.get(line.size) ?? 0) + line.text.length);
  }
  const body = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  const larger = [...sizes.keys()].filter((size) => size > body * 1.12).sort((a, b) => b - a);
  const blocks: Block[] = [];
  let before: Line | undefined;
  for (const line of all) {
    if (line.edge && ((repeats.get(furniture(line)) ?? 0) > 2 || /^\d+$/.test(line.text))) continue;
    if (/(?:\s?\.){4,}\s*\w+$/.test(line.text)) continue;
    const heading = line.size > body * 1.12 && line.text.length < 160;
    const bullet = /^[•▪◦‣–]\s*/.test(line.text);
    const last = blocks.at(-1);
    const gap = before ? before.y - line.y : 0;
    const near =
      before &&
      before.size === line.size &&
      (before.page === line.page
        ? gap < line.size * 1.75 && gap > -1
        : !/[.!?:]$/.test(before.text));
    if (last && near && !bullet && (last.kind === 'heading') === heading) {
      const hyphen = /\p{Ll}-$/u.test(last.text) && /^\p{Ll}/u.test(line.text);
      last.text = hyphen ? last.text.slice(0, -1) + line.text : `${last.text} ${line.text}`;
      last.pageEnd = line.page;
    } else {
      const kind = heading ? 'heading' : bullet ? 'list_item' : 'paragraph';
      const level = heading ? Math.min(6, larger.indexOf(line.size) + 1) : bullet ? 1 : undefined;
      const text = bullet ? line.text.replace(/^[•▪◦‣–]\s*/, '') : line.text;
      blocks.push({
        kind,
        text,
        ...(level === undefined ? {} : { level }),
        pageStart: line.page,
        pageEnd: line.page,
      });
    }
    before = line;
  }
  return blocks.filter(({ text }) => text !== '');
}
