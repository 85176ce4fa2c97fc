import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceError } from '../domain/source-error.ts';
import {
  buildDocx,
  buildEpub,
  buildPptx,
  slideParagraph,
  slideShape,
  wordParagraph,
  xhtml,
} from './fixtures/build.ts';
import { parseSource } from './index.ts';

const TEXT =
  'A river is a stream of water that flows across the land to another water. It carries sand and stones, and its banks change.';

const samples: Record<string, Uint8Array> = {
  'a.docx': buildDocx(wordParagraph('Rivers', { style: 'Heading1' }) + wordParagraph(TEXT)),
  'a.pptx': buildPptx([{ shapes: slideShape('body', slideParagraph(TEXT)), notes: TEXT }]),
  'a.epub': buildEpub([{ file: 'a.xhtml', html: xhtml(`<p>${TEXT}</p>`) }]),
  'a.html': new TextEncoder().encode(`<!doctype html><title>T</title><p>${TEXT}</p>`),
  'a.md': new TextEncoder().encode(`# Rivers\n\n${TEXT}\n`),
  'a.vtt': new TextEncoder().encode(`WEBVTT\n\n00:01.000 --> 00:02.000\n${TEXT}\n`),
};

/** Whether the source was read or refused; every other outcome is thrown. */
async function outcome(bytes: Uint8Array, fileName: string): Promise<'read' | 'refused'> {
  try {
    await parseSource({ bytes, fileName });
    return 'read';
  } catch (error) {
    if (error instanceof SourceError) return 'refused';
    throw error;
  }
}

describe('parseSource', () => {
  test.each(Object.keys(samples))('reads the text and language of %s', async (fileName) => {
    const bytes = samples[fileName] as Uint8Array;
    const document = await parseSource({ bytes, fileName });
    expect(document.blocks.map(({ text }) => text).join(' ')).toContain(TEXT);
    expect(document.language).toBe('en');
  });

  test('refuses an empty file and one without text', async () => {
    const empty = parseSource({ bytes: new Uint8Array(), fileName: 'a.md' });
    await expect(empty).rejects.toMatchObject({ code: 'no_text' });
    const blank = parseSource({ bytes: buildDocx(wordParagraph(' ')), fileName: 'a.docx' });
    await expect(blank).rejects.toMatchObject({ code: 'no_text' });
  });

  test('reads or refuses a page nested deeper than recursion goes', async () => {
    const page = `<!doctype html><body>${'<div>'.repeat(4000)}${TEXT}`;
    const bytes = new TextEncoder().encode(page);
    expect(['read', 'refused']).toContain(await outcome(bytes, 'a.html'));
  });

  test('reads or refuses arbitrary bytes under any name', async () => {
    const name = fc.constantFrom(...Object.keys(samples), 'a.txt', 'a');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), name, async (bytes, fileName) => {
        expect(['read', 'refused']).toContain(await outcome(bytes, fileName));
      }),
      { numRuns: 60 },
    );
  });

  test('reads or refuses a real file of which some bytes were changed', async () => {
    const change = fc.record({ at: fc.nat(), to: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(samples)),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        async (fileName, changes) => {
          const bytes = (samples[fileName] as Uint8Array).slice();
          for (const { at, to } of changes) bytes[at % bytes.length] = to;
          expect(['read', 'refused']).toContain(await outcome(bytes, fileName));
        },
      ),
      { numRuns: 80 },
    );
  });

  test('reads or refuses office files whose XML was cut or changed inside intact archives', async () => {
    const bodies = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom(
        '<w:p>',
        '<w:p><w:r><w:footnoteReference/></w:r></w:p>',
        '</w:body>',
        '<w:tbl><w:tr/></w:tbl>',
        '<m:oMath><m:f/></m:oMath>',
        '<w:p><w:hyperlink r:id="x"/></w:p>',
      ),
    );
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        expect(['read', 'refused']).toContain(await outcome(buildDocx(body), 'a.docx'));
        expect(['read', 'refused']).toContain(
          await outcome(buildPptx([{ shapes: body.replaceAll('w:', 'a:') }]), 'a.pptx'),
        );
        expect(['read', 'refused']).toContain(
          await outcome(buildEpub([{ file: 'a.xhtml', html: body }]), 'a.epub'),
        );
      }),
      { numRuns: 40 },
    );
  });
});
