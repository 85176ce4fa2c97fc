import PDFDocument from 'pdfkit';
import qrcode from 'qrcode-generator';
import { createFonts, type Run, type Weight } from './fonts.ts';

/** What stands on a certificate; the texts are written as they are. */
export type CertificateSheet = {
  organizationName: string;
  learnerName: string;
  courseTitle: string;
  /** Written out in English, in UTC. */
  issuedAt: Date;
  minutes: number;
  /** 0-100; null where nothing was scored. */
  score: number | null;
  code: string;
  verifyUrl: string;
  revoked: boolean;
  /** Font file for scripts that Noto Sans has not. */
  extraFont: string | null;
};

const WIDTH = 841.89;
const HEIGHT = 595.28;
const MARGIN = 72;
const INK = '#1c2430';
const MUTED = '#5b6675';
const ACCENT = '#2f5fd0';
const LINE = '#d5dbe4';
const RED = '#b3261e';

const DATE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** Hours in halves, or minutes below one. */
function lengthOf(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(minutes / 30) / 2;
  return `${hours} ${hours === 1 ? 'hour' : 'hours'}`;
}

type Style = { size: number; weight?: Weight; color?: string };

/** One A4 page, landscape. */
export function drawCertificate(sheet: CertificateSheet): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin: 0,
    lang: 'en',
    displayTitle: true,
    info: {
      Title: `Certificate: ${sheet.courseTitle}`,
      Author: sheet.organizationName,
      Subject: `${sheet.learnerName}, ${sheet.code}`,
    },
  });
  const fonts = createFonts(document, sheet.extraFont);
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('end', () => resolve(Buffer.concat(parts)));
    document.on('error', reject);
  });

  // `features` keeps pdfkit from laying words out one by one, which would turn the order of words
  // in scripts that are written from right to left.
  const options = { lineBreak: false, features: [] as PDFKit.Mixins.OpenTypeFeatures[] };
  const widthOf = (runs: readonly Run[], size: number) =>
    runs.reduce((sum, { text, font }) => {
      document.font(font).fontSize(size);
      return sum + document.widthOfString(text, options);
    }, 0);
  const writeAt = (runs: readonly Run[], x: number, y: number, { size, color = INK }: Style) => {
    let at = x;
    for (const { text, font } of runs) {
      document.font(font).fontSize(size).fillColor(color);
      // Fonts differ in how high they reach; letters stand on one line by their baseline.
      document.text(text, at, y, { ...options, baseline: 'alphabetic' });
      at += document.widthOfString(text, options);
    }
  };
  /** Centred, on the baseline `y`, smaller where it is too long for the page. */
  const centre = (runs: readonly Run[], y: number, style: Style, width = WIDTH - 2 * MARGIN) => {
    const natural = widthOf(runs, style.size);
    const size = natural > width ? (style.size * width) / natural : style.size;
    writeAt(runs, (WIDTH - widthOf(runs, size)) / 2, y, { ...style, size });
  };
  const text = (value: string, { weight = 'regular' }: Partial<Style> = {}) =>
    fonts.runs(value, weight);
  const centred = (value: string, y: number, style: Style) => {
    const runs = text(value, style);
    if (runs) centre(runs, y, style);
    return runs !== null;
  };

  frame(document);
  centred(sheet.organizationName, 104, { size: 15, weight: 'bold', color: MUTED });
  centred('Certificate of completion', 158, { size: 32, weight: 'bold', color: ACCENT });
  centred('This certifies that', 204, { size: 13, color: MUTED });
  const named = centred(sheet.learnerName, 256, { size: 36, weight: 'bold' });
  if (!named) {
    centred('the holder of the code below', 246, { size: 26, weight: 'bold' });
    centred('Their name is shown where the certificate is verified.', 266, {
      size: 10,
      color: MUTED,
    });
  }
  document
    .moveTo(WIDTH / 2 - 150, 276)
    .lineTo(WIDTH / 2 + 150, 276)
    .lineWidth(0.75)
    .stroke(LINE);
  centred('has completed the course', 304, { size: 13, color: MUTED });
  const title = text(sheet.courseTitle, { weight: 'bold' });
  if (title === null) {
    centred('Its title is shown where the certificate is verified.', 344, {
      size: 10,
      color: MUTED,
    });
  } else {
    const lines = wrapped(sheet.courseTitle, (line) =>
      widthOf(text(line, { weight: 'bold' }) ?? [], 24),
    );
    const size = lines.length > 2 ? 19 : 24;
    const step = size * 1.25;
    for (const [place, line] of lines.entries()) {
      const y = 344 + (place - Math.max(0, lines.length - 2) * 0.3) * step;
      centred(line, y, { size, weight: 'bold' });
    }
  }
  const facts = [
    DATE.format(sheet.issuedAt),
    lengthOf(sheet.minutes),
    ...(sheet.score === null ? [] : [`Score ${Math.round(sheet.score)} %`]),
  ];
  centred(facts.join('   ·   '), 424, { size: 13, color: INK });

  const left = (value: string, y: number, style: Style) => {
    const runs = text(value, style);
    if (runs) writeAt(runs, MARGIN, y, style);
  };
  left('Verification code', 478, { size: 10, color: MUTED });
  left(sheet.code, 498, { size: 16, weight: 'bold' });
  left('Check it at this address, or by the square:', 519, { size: 9, color: MUTED });
  addressLines(sheet.verifyUrl, left);
  square(document, sheet.verifyUrl, WIDTH - MARGIN - 84, 452, 84);
  if (sheet.revoked) {
    document.save().rotate(-18, { origin: [WIDTH / 2, 300] });
    document.opacity(0.75);
    centred('REVOKED', 330, { size: 110, weight: 'bold', color: RED });
    document.restore();
  }
  document.end();
  return done;
}

function frame(document: PDFKit.PDFDocument): void {
  document.rect(0, 0, WIDTH, HEIGHT).fill('#ffffff');
  document.rect(0, 0, WIDTH, 10).fill(ACCENT);
  document
    .roundedRect(30, 38, WIDTH - 60, HEIGHT - 68, 8)
    .lineWidth(0.75)
    .stroke(LINE);
}

/** At most four lines of whole words; a word that is too long is shrunk by who writes it. */
function wrapped(title: string, widthOf: (line: string) => number): string[] {
  const lines: string[] = [];
  for (const word of title.split(/\s+/)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && (lines.length === 4 || widthOf(longer) <= WIDTH - 2 * MARGIN)) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** An address has no spaces to break at. */
function addressLines(url: string, write: (value: string, y: number, style: Style) => void): void {
  const parts = url.match(/.{1,130}/g) ?? [];
  for (const [place, part] of parts.slice(0, 2).entries()) {
    write(part, 533 + place * 11, { size: 8, color: MUTED });
  }
}

/** A QR code, level M, on `side` points with its quiet zone outside. */
function square(
  document: PDFKit.PDFDocument,
  content: string,
  x: number,
  y: number,
  side: number,
): void {
  const code = qrcode(0, 'M');
  code.addData(content);
  code.make();
  const count = code.getModuleCount();
  const module = side / count;
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (code.isDark(row, column)) {
        document.rect(x + column * module, y + row * module, module, module);
      }
    }
  }
  document.fill(INK);
}
