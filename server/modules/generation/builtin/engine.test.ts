import { describe, expect, it } from 'vitest';
import { lintItem } from '../../items/domain/lints/index.ts';
import type { Citation, EngineRun, SourceDocument } from '../engine.ts';
import { createBuiltinEngine } from './index.ts';
import { BIOLOGY, buildDocument, HISTORY, SPANISH } from './testing/prose.ts';

const open = (document: SourceDocument): Promise<EngineRun> => createBuiltinEngine().open(document);
const idsOf = (document: SourceDocument) => document.chunks.map(({ id }) => id);

describe('concepts of the built-in engine', () => {
  it('finds what the text defines, named as a reader would write it', async () => {
    const names = (await (await open(BIOLOGY)).concepts()).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'mitochondrion',
        'ribosome',
        'chloroplast',
        'vacuole',
        'lysosome',
        'nucleus',
        'diffusion',
        'osmosis',
        'active transport',
        'exocytosis',
      ]),
    );
  });

  it('gives each the phrase that defines it and the sentence in which it stands', async () => {
    const osmosis = (await (await open(BIOLOGY)).concepts()).find(({ name }) => name === 'osmosis');
    expect(osmosis?.definition).toBe(
      'The diffusion of water across a selectively permeable membrane.',
    );
    expect(osmosis?.citation.quote).toBe(
      'Osmosis is the diffusion of water across a selectively permeable membrane.',
    );
  });

  it('makes what a definition uses a prerequisite', async () => {
    const osmosis = (await (await open(BIOLOGY)).concepts()).find(({ name }) => name === 'osmosis');
    expect(osmosis?.prerequisites.map(({ name }) => name)).toContain('diffusion');
  });

  it('keeps the capitals of proper names', async () => {
    const names = (await (await open(HISTORY)).concepts()).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['Congress of Vienna', 'Klemens von Metternich', 'legitimacy']),
    );
  });

  it('takes no pronoun, demonstrative or generic word for a concept', async () => {
    const document = buildDocument([
      [
        'Notes',
        'It is a process that takes time. This is a thing that matters to many people. The main reason is a lack of money in the country. The result is a state that nobody wanted to see.',
      ],
    ]);
    expect(await (await open(document)).concepts()).toEqual([]);
  });
});

describe('questions of the built-in engine', () => {
  it('asks for terms among things of the same kind', async () => {
    const questions = await (await open(BIOLOGY)).questions(idsOf(BIOLOGY));
    const organelles = [
      'Mitochondrion',
      'Ribosome',
      'Chloroplast',
      'Vacuole',
      'Lysosome',
      'Nucleus',
    ];
    const choices = questions.filter(
      (question) => question.questionType === 'multiple_choice' && /organelle/.test(question.stem),
    );
    expect(choices.length).toBeGreaterThan(0);
    for (const choice of choices) {
      if ('options' in choice)
        for (const option of choice.options) expect(organelles).toContain(option.text);
    }
  });

  it('passes its own lints', async () => {
    for (const document of [BIOLOGY, HISTORY]) {
      const run = await open(document);
      for (const draft of await run.questions(idsOf(document))) {
        expect(
          lintItem({
            ...draft,
            kind: 'question',
            quotes: draft.citations.map(({ quote }) => quote),
          }),
        ).toEqual([]);
      }
    }
  });

  it('makes none in a language whose grammar it does not know', async () => {
    expect(await (await open(SPANISH)).questions(idsOf(SPANISH))).toEqual([]);
  });
});

describe('flashcards of the built-in engine', () => {
  it('never shows the answer on the front', async () => {
    for (const card of await (await open(BIOLOGY)).flashcards(idsOf(BIOLOGY))) {
      expect(card.front.toLowerCase()).not.toContain(card.back.toLowerCase().replace(/\.$/, ''));
    }
  });

  it('turns a reason into a question', async () => {
    const cards = await (await open(BIOLOGY)).flashcards(idsOf(BIOLOGY));
    const reason = cards.find(({ style }) => style === 'question_answer');
    expect(reason?.front).toBe('Why do plant cells not burst in pure water?');
    expect(reason?.back).toBe('Because the cell wall resists the pressure of the water.');
  });

  it('makes plain definition cards in Spanish', async () => {
    const cards = await (await open(SPANISH)).flashcards(idsOf(SPANISH));
    expect(
      cards.some(
        ({ front, back }) => front === 'Mitocondria' && back.startsWith('Un orgánulo que produce'),
      ),
    ).toBe(true);
  });
});

describe('reading pieces of the built-in engine', () => {
  const long = buildDocument([
    [
      'Diffusion',
      `However, this does not matter here. ${'Diffusion moves particles from a crowded region to an empty region of the same room. '.repeat(12)}`.trim(),
    ],
  ]);

  it('begins a nugget with a sentence that leans on nothing', async () => {
    const [nugget] = await (await open(long)).nuggets(['c0']);
    expect(nugget?.text.startsWith('Diffusion moves')).toBe(true);
    expect(nugget?.estimatedMinutes).toBe(1);
  });

  it('summarizes in sentences of the source that make sense alone', async () => {
    const summary = await (await open(BIOLOGY)).materialSummary();
    expect(summary?.text).not.toMatch(/However|Figure 3/);
    expect(summary?.citations.length).toBeGreaterThanOrEqual(2);
  });
});

describe('odd input', () => {
  const ODD: [string, SourceDocument][] = [
    ['no chunk', { title: '', language: 'en', chunks: [] }],
    ['an empty chunk', buildDocument([['', '']])],
    ['white space', buildDocument([['', ' \n\n \t ']])],
    ['a table', buildDocument([['T', 'a | b | c\n1 | 2 | 3']])],
    ['code', buildDocument([['Code', 'const x = [1, 2];\nfor (const y of x) { console.log(y) }']])],
    [
      'an unknown language',
      buildDocument([['x', 'Фотосинтез — это процесс. 光合作用是植物的过程。']], 'und'),
    ],
  ];
  it.each(ODD)('survives %s', async (_, document) => {
    const run = await open(document);
    const ids = [...idsOf(document), 'unknown'];
    expect(await run.concepts()).toEqual([]);
    expect(await run.questions(ids)).toEqual([]);
    expect(await run.nuggets(ids)).toEqual([]);
    expect(await run.flashcards(ids)).toEqual([]);
    expect(await run.chunkSummaries(ids)).toEqual([]);
    expect(await run.materialSummary()).toBeNull();
  });
});

it('cites exactly what stands in the chunk', async () => {
  for (const document of [BIOLOGY, HISTORY, SPANISH]) {
    const run = await open(document);
    const ids = idsOf(document);
    const citations: Citation[] = [
      ...(await run.concepts()).map(({ citation }) => citation),
      ...[
        ...(await run.questions(ids)),
        ...(await run.flashcards(ids)),
        ...(await run.nuggets(ids)),
        ...(await run.chunkSummaries(ids)),
      ].flatMap((draft) => draft.citations),
    ];
    expect(citations.length).toBeGreaterThan(0);
    for (const { chunkId, start, end, quote } of citations) {
      expect(document.chunks.find(({ id }) => id === chunkId)?.text.slice(start, end)).toBe(quote);
    }
  }
});
