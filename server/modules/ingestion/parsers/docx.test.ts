import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocx } from './docx.ts';
import { archive, buildDocx, wordParagraph as p } from './fixtures/build.ts';

const shown = async (body: string, options = {}) =>
  (await parseDocx(buildDocx(body, options))).blocks.map(
    ({ kind, level, text }) => `${kind}${level ?? ''} ${text}`,
  );

describe('parseDocx', () => {
  test('reads headings by name, by the style they are based on and by outline level', async () => {
    const body =
      p('Rivers', { style: 'Heading1' }) +
      p('Sources', { style: 'Chapter' }) +
      p('Mouths', { style: 'Outlined' });
    expect(await shown(body)).toEqual(['heading1 Rivers', 'heading1 Sources', 'heading3 Mouths']);
  });

  test('keeps the nesting of lists', async () => {
    const body = p('One', { list: 0 }) + p('Deeper', { list: 1 }) + p('Two', { list: 0 });
    expect(await shown(body)).toEqual(['list_item1 One', 'list_item2 Deeper', 'list_item1 Two']);
  });

  test('keeps lines of code together and captions apart', async () => {
    const body =
      p('for x in y:', { style: 'SourceCode' }) +
      p('    print(x)', { style: 'SourceCode' }) +
      p('Listing 1: a loop', { style: 'Caption' });
    expect(await shown(body)).toEqual([
      'code for x in y:\n    print(x)',
      'caption Listing 1: a loop',
    ]);
  });

  test('drops the printed table of contents', async () => {
    expect(await shown(p('Rivers 7', { style: 'TOC1' }) + p('Text.'))).toEqual(['paragraph Text.']);
  });

  test('puts a footnote behind the paragraph that calls it', async () => {
    const call =
      '<w:p><w:r><w:t>It flows.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>';
    expect(await shown(call + p('Next.'), { footnote: 'Mostly.' })).toEqual([
      'paragraph It flows.',
      'paragraph Mostly.',
      'paragraph Next.',
    ]);
  });

  test('reads tracked changes as accepted', async () => {
    const body =
      '<w:p><w:r><w:t xml:space="preserve">The </w:t></w:r><w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>new</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> text</w:t></w:r></w:p>';
    expect(await shown(body)).toEqual(['paragraph The new text']);
  });

  test('reads formulas as text', async () => {
    const run = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`;
    const body = `<w:p><w:r><w:t xml:space="preserve">Then </w:t></w:r><m:oMath><m:sSup><m:e>${run('x')}</m:e><m:sup>${run('2')}</m:sup></m:sSup>${run('=')}<m:f><m:num>${run('a+b')}</m:num><m:den>${run('c')}</m:den></m:f></m:oMath></w:p>`;
    expect(await shown(body)).toEqual(['paragraph Then x^2=(a+b)/c']);
  });

  test('reads the alternative text of a picture as its caption', async () => {
    const body =
      '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="A delta from above"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId4"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
    expect(await shown(body)).toEqual(['caption A delta from above']);
  });

  test('reads on past a picture that refers to nothing', async () => {
    const body =
      '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="Lost"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId99"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
    expect(await shown(body + p('Text.'))).toEqual(['paragraph Text.']);
  });

  test('takes the title from the properties, else from the first heading', async () => {
    const body = p('Rivers', { style: 'Heading1' }) + p('Text.');
    expect((await parseDocx(buildDocx(body, { title: 'On rivers' }))).title).toBe('On rivers');
    expect((await parseDocx(buildDocx(body))).title).toBe('Rivers');
  });

  test('keeps tables with a line per row', async () => {
    const cell = (text: string) => `<w:tc>${p(text)}</w:tc>`;
    const table = `<w:tbl><w:tr>${cell('River')}${cell('km')}</w:tr><w:tr>${cell('Elbe')}${cell('1094')}</w:tr></w:tbl>`;
    expect(await shown(table)).toEqual(['table River | km\nElbe | 1094']);
  });

  test('calls a document without its main part damaged', async () => {
    const bytes = archive({ 'word/document.xml': '<w:nothing' });
    await expect(parseDocx(bytes)).rejects.toMatchObject({ code: 'damaged' });
  });

  test('loses no text and keeps its order', async () => {
    const part = fc.record({
      text: fc.stringMatching(/^[a-z]{2,9}( [a-z<&"]{2,9}){0,4}$/u),
      style: fc.constantFrom('Heading1', 'Heading2', 'Caption', 'Chapter', 'Normal'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 8 }), async (parts) => {
        const body = parts.map(({ text, style }) => p(text, { style })).join('');
        const { blocks } = await parseDocx(buildDocx(body));
        expect(blocks.map(({ text }) => text)).toEqual(parts.map(({ text }) => text));
      }),
      { numRuns: 20 },
    );
  });
});
