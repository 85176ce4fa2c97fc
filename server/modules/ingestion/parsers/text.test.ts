import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseText } from './text.ts';

const shape = (source: string) => parseText(source).blocks.map(({ kind, text }) => [kind, text]);

describe('plain text', () => {
  it('joins hard-wrapped lines and parts paragraphs at empty ones', () => {
    expect(shape('A river flows\nto the sea.\n\nA lake\ndoes not.')).toEqual([
      ['paragraph', 'A river flows to the sea.'],
      ['paragraph', 'A lake does not.'],
    ]);
  });

  it('knows headings by underline, number, word and capitals', () => {
    const { blocks, title } = parseText(
      'Rivers\n======\nText.\n\nDeltas\n---\n\n2.1 Mouths\n\nChapter 3\n\nGLOSSARY\n\nText 2.',
    );
    expect(
      blocks.flatMap(({ kind, text, level }) => (kind === 'heading' ? [[text, level]] : [])),
    ).toEqual([
      ['Rivers', 1],
      ['Deltas', 2],
      ['2.1 Mouths', 2],
      ['Chapter 3', 1],
      ['GLOSSARY', 1],
    ]);
    expect(title).toBe('Rivers');
  });

  it('reads a list that follows its lead-in at once, with wrapped items', () => {
    expect(shape('Rivers have:\n- a source, where\n  they begin\n- a mouth')).toEqual([
      ['paragraph', 'Rivers have:'],
      ['list_item', 'a source, where they begin'],
      ['list_item', 'a mouth'],
    ]);
  });

  it('takes no wrapped line for an item', () => {
    expect(shape('The sum of 3\n- 2 is one, and that is\n1. the end of it.')).toHaveLength(1);
  });

  it('keeps indented code with its lines', () => {
    expect(shape('Run:\n\n    make all\n      make test')).toEqual([
      ['paragraph', 'Run:'],
      ['code', '    make all\n      make test'],
    ]);
  });

  it('numbers pages, drops what runs at their edges and joins what they cut', () => {
    const { blocks, pageCount } = parseText(
      'RFC 1  Rivers\n\nA river\nflows to\n\n[Page 1]\f\nRFC 1  Rivers\n\nthe sea. It ends.\n\n[Page 2]\f\nRFC 1  Rivers\n\nThe end.\n\n[Page 3]',
    );
    expect(pageCount).toBe(3);
    expect(blocks.map(({ text, pageStart, pageEnd }) => [text, pageStart, pageEnd])).toEqual([
      ['A river flows to the sea. It ends.', 1, 2],
      ['The end.', 3, 3],
    ]);
  });

  it('leaves the table of contents out, and takes no date for a heading', () => {
    expect(
      shape(
        '2022-10-08 03:52:48 UTC\n\nTable of Contents\n\nRivers\n\n    1.1. Mouths\n    1.2. Deltas\n\nA river flows.',
      ),
    ).toEqual([
      ['paragraph', '2022-10-08 03:52:48 UTC'],
      ['paragraph', 'A river flows.'],
    ]);
  });

  it('loses no word', () => {
    const word = fc.stringMatching(/^[a-z]{2,8}$/);
    const line = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
    const source = fc.array(fc.oneof(line, fc.constant('')), { maxLength: 30 });
    fc.assert(
      fc.property(source, (lines) => {
        const words = (text: string) => text.match(/[a-z]+/g) ?? [];
        const read = parseText(lines.join('\n')).blocks.map(({ text }) => text);
        expect(words(read.join(' '))).toEqual(words(lines.join(' ')));
      }),
    );
  });
});
