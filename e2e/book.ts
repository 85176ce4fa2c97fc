import { readFileSync } from 'node:fs';
import path from 'node:path';
import PDFDocument from 'pdfkit';

/** A page is A4; chapters begin on a page of their own and stand in the outline, as in a book. */
const SIZES = { '#': 26, '##': 20, '###': 14 } as const;

/** The first chapters of a demo document as a PDF with a title of its own, headings and an outline. */
export async function bookPdf(file: string, title: string, chapters: number): Promise<Buffer> {
  const text = readFileSync(path.join(import.meta.dirname, '../demo/documents', file), 'utf8');
  const [front = '', ...parts] = text.split(/^(?=## )/m);
  const pdf = new PDFDocument({ size: 'A4', margin: 72, info: { Title: title } });
  const pieces: Buffer[] = [];
  pdf.on('data', (piece: Buffer) => pieces.push(piece));
  const done = new Promise<void>((resolve) => pdf.on('end', resolve));
  const opening = front.replace(/^# .+$/m, `# ${title}`);
  for (const block of [opening, ...parts.slice(0, chapters)].flatMap((part) => part.split('\n\n')))
    write(pdf, block.trim());
  pdf.end();
  await done;
  return Buffer.concat(pieces);
}

function write(pdf: PDFKit.PDFDocument, block: string): void {
  const heading = /^(#{1,3}) (.+)$/.exec(block);
  if (heading) {
    const [, marks = '', words = ''] = heading;
    if (marks === '##') {
      pdf.addPage();
      pdf.outline.addItem(words);
    }
    pdf
      .font('Helvetica-Bold')
      .fontSize(SIZES[marks as keyof typeof SIZES])
      .text(words);
    pdf.moveDown(0.6);
    return;
  }
  // Tables would need drawing; the paragraphs are enough to learn from.
  if (block === '' || block.startsWith('|')) return;
  pdf.font('Times-Roman').fontSize(11).text(block.replace(/\s+/g, ' '), { lineGap: 2 });
  pdf.moveDown(0.8);
}
