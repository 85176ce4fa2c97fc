import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { drawCertificate } from './certificate.ts';
import { createFonts } from './fonts.ts';

const fonts = createFonts(new PDFDocument(), null);

describe('the fonts of a certificate', () => {
  it.each([
    'Zoë Straße-Łukasz',
    'Nguyễn Thị Phương Thảo',
    'Ιωάννης Παπαδόπουλος',
    'Наталія Ґалаґан',
    'सीता शर्मा',
    // The accent as a letter of its own.
    'Rene\u0301',
  ])('write every letter of %s', (name) => {
    const runs = fonts.runs(name, 'bold');
    expect(runs?.map(({ text }) => text).join('')).toBe(name.normalize('NFC'));
  });

  it('say that they cannot write a name rather than write boxes', () => {
    expect(fonts.runs('山田太郎', 'regular')).toBeNull();
    expect(fonts.runs('Ada 山', 'regular')).toBeNull();
  });

  it('keep a name of one script in few runs', () => {
    expect(fonts.runs('Ada King Lovelace', 'regular')).toHaveLength(1);
    expect(fonts.runs('Иван Петров', 'regular')).toHaveLength(1);
  });

  it('go on without a font file that is none', () => {
    const broken = createFonts(new PDFDocument(), import.meta.filename);
    expect(broken.runs('Ada', 'regular')).toHaveLength(1);
    expect(broken.runs('山', 'regular')).toBeNull();
  });
});

describe('a certificate', () => {
  const sheet = {
    organizationName: 'School',
    learnerName: 'Ada Lovelace',
    courseTitle: 'Cells',
    issuedAt: new Date('2026-03-01T10:00:00Z'),
    minutes: 90,
    score: null,
    code: '7Q2K9-0HXMD-RV4TB',
    verifyUrl: 'https://example.org/verify/x/7Q2K9-0HXMD-RV4TB',
    revoked: false,
    extraFont: null,
  };

  it.each([
    ['a long title in one word', { courseTitle: 'x'.repeat(255) }],
    ['a name that no font has', { learnerName: '山田太郎', courseTitle: '細胞' }],
    ['a revoked one', { revoked: true, score: 99.5 }],
  ])('is one page, also for %s', async (_, change) => {
    const pdf = (await drawCertificate({ ...sheet, ...change })).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(pdf).toContain('/MediaBox [0 0 841.89 595.28]');
  });
});
