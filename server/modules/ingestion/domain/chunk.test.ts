import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_SEPARATOR, type Block, type BlockKind } from '../../library/index.ts';
import { canonicalText, chunkDocument, countWords } from './chunk.ts';
import { recognizeLanguage } from './language.ts';
import { splitSentences } from './sentences.ts';

const kinds: BlockKind[] = ['heading', 'paragraph', 'list_item', 'table', 'code', 'quote', 'cue'];
const sentence = fc.array(fc.constantFrom('the', 'cell', 'divides', 'slowly'), {
  minLength: 3,
  maxLength: 30,
});
const prose = fc
  .array(sentence, { minLength: 1, maxLength: 40 })
  .map((all) => all.map((words) => `A ${words.join(' ')}.`).join(' '));
const block: fc.Arbitrary<Block> = fc.record({
  kind: fc.constantFrom(...kinds),
  text: fc.oneof(prose, fc.string({ unit: 'binary' }), fc.constant('')),
  level: fc.integer({ min: 1, max: 6 }),
});
const parsed = (blocks: Block[]) => ({
  title: null,
  language: 'en',
  blocks,
  pageCount: null,
  durationSeconds: null,
});

describe('chunkDocument', () => {
  it('covers the canonical text with no gap and no overlap', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const chunks = chunkDocument(parsed(blocks));
        const text = canonicalText(blocks);
        expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
        for (const chunk of chunks) {
          expect(text.slice(chunk.start, chunk.end)).toBe(chunk.text);
          for (const { start, end } of chunk.blocks)
            expect(0 <= start && start <= end && end <= chunk.text.length).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never ends a chunk with a heading when text follows', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        for (const chunk of chunkDocument(parsed(blocks)).slice(0, -1))
          expect(chunk.blocks.at(-1)?.kind).not.toBe('heading');
      }),
      { numRuns: 40 },
    );
  });

  it('cuts nowhere but between blocks and, in long ones, between sentences', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const places = new Set<number>();
        let start = 0;
        for (const { text } of blocks) {
          places.add(start);
          for (const sentence of splitSentences(text)) places.add(start + sentence.start);
          start += text.length + BLOCK_SEPARATOR.length;
        }
        for (const chunk of chunkDocument(parsed(blocks))) expect(places).toContain(chunk.start);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps tables and code whole', () => {
    const long = Array.from({ length: 900 }, (_, n) => `word${n}`).join(' ');
    for (const kind of ['table', 'code'] as const) {
      const chunks = chunkDocument(
        parsed([
          { kind: 'paragraph', text: 'Before it.' },
          { kind, text: long },
        ]),
      );
      expect(chunks.filter((chunk) => chunk.text.includes('word'))).toHaveLength(1);
    }
  });

  it('is longer than 400 words only for one block or sentence that is', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        for (const chunk of chunkDocument(parsed(blocks))) {
          const bodies = chunk.blocks.filter(({ kind }) => kind !== 'heading');
          const headings = chunk.blocks.filter(({ kind }) => kind === 'heading');
          const words = ({ start, end }: { start: number; end: number }) =>
            countWords(chunk.text.slice(start, end));
          const heads = headings.reduce((sum, heading) => sum + words(heading), 0);
          if (chunk.wordCount - heads > 400) expect(bodies.length).toBeLessThan(2);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives speech in pieces of 200 words at most', () => {
    const cues = Array.from(
      { length: 60 },
      (_, n): Block => ({
        kind: 'cue',
        text: `This is what was said at minute number ${n} of the lecture.`,
        startSeconds: n * 5,
        endSeconds: n * 5 + 5,
      }),
    );
    const chunks = chunkDocument(parsed(cues));
    expect(Math.max(...chunks.map(({ wordCount }) => wordCount))).toBeLessThanOrEqual(200);
    expect(Math.min(...chunks.map(({ wordCount }) => wordCount))).toBeGreaterThanOrEqual(80);
    expect(chunks[1]?.startSeconds).toBe((chunks[0]?.endSeconds ?? 0) - 0);
  });

  it('leaves what announces a list with the list', () => {
    const filler = `${'A cell divides slowly. '.repeat(95)}`.trim();
    const chunks = chunkDocument(
      parsed([
        { kind: 'heading', text: 'Division', level: 1 },
        { kind: 'paragraph', text: filler },
        { kind: 'paragraph', text: 'The phases are these:' },
        {
          kind: 'list_item',
          text: 'Prophase comes first, and the chromosomes shorten. '.repeat(6),
        },
        { kind: 'list_item', text: 'Metaphase comes next, and they stand in a row. '.repeat(6) },
      ]),
    );
    expect(chunks.find(({ text }) => text.includes('Prophase'))?.text).toContain('The phases are');
  });

  it('takes the language of the document where a passage says too little', () => {
    const [chunk] = chunkDocument({
      ...parsed([{ kind: 'paragraph', text: 'OK 12.' }]),
      language: 'de',
    });
    expect(chunk?.language).toBe('de');
  });
});

describe('recognizeLanguage', () => {
  it.each([
    [
      'en',
      'The package manager resolves the dependencies of a package before it installs anything.',
    ],
    [
      'de',
      'Die Paketverwaltung löst die Abhängigkeiten eines Pakets auf, bevor sie etwas installiert.',
    ],
    [
      'fr',
      'Le gestionnaire de paquets résout les dépendances avant toute installation du système.',
    ],
    [
      'es',
      'El gestor de paquetes resuelve las dependencias de un paquete antes de instalar nada más.',
    ],
    [
      'ru',
      'Менеджер пакетов разрешает зависимости пакета, прежде чем что-либо установить в систему.',
    ],
    ['ar', 'يحل مدير الحزم تبعيات الحزمة قبل أن يثبت أي شيء على النظام الذي يعمل عليه المستخدم.'],
    ['ja', 'パッケージマネージャーは、何かをインストールする前に依存関係を解決します。'],
  ])('recognizes %s', (language, text) => expect(recognizeLanguage(text)).toBe(language));

  it('does not guess from a few letters', () => {
    expect(recognizeLanguage('Total: 12 kg')).toBe('und');
    expect(recognizeLanguage('Total: 12 kg', 'en-GB')).toBe('en');
  });

  it('never takes Latin letters for a language of other letters', () => {
    fc.assert(
      fc.property(fc.array(fc.lorem({ maxCount: 30 }), { minLength: 1, maxLength: 5 }), (texts) => {
        expect(['hi', 'ru', 'ar', 'zh', 'eo']).not.toContain(recognizeLanguage(texts.join(' ')));
      }),
    );
  });
});

describe('splitSentences', () => {
  it.each([
    ['See Fig. 3 for it. Then stop.', 2],
    ['It is 3.14, e.g. Pi. Good!', 2],
    ['J. R. Smith came. He left.', 2],
    ['你好。再见。', 2],
    ['هل هذا؟ نعم.', 2],
  ])('splits %s into %i', (text, count) => expect(splitSentences(text)).toHaveLength(count));
});
