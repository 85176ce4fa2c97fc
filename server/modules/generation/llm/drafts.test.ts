import { describe, expect, it } from 'vitest';
import type { SourceChunk } from '../engine.ts';
import { type DropReason, readConcepts, readFlashcards, readQuestions } from './drafts.ts';
import { excerptsOf } from './excerpts.ts';

const chunk = (id: string, text: string): SourceChunk => ({
  id,
  position: 0,
  kind: 'prose',
  headingPath: [],
  text,
  blocks: [],
  language: 'en',
  contentHash: id,
});

const CHUNKS = [
  chunk(
    'one',
    'A delta is the land that a river builds at its mouth. See https://water.example/a.',
  ),
  chunk('two', 'Sediment is sand and mud that a river carries to its delta. A delta grows.'),
];
const DELTA = { passage: 'P1', quote: 'A delta is the land that a river builds at its mouth.' };
const ENTRY = { citations: [DELTA], concepts: ['delta', 'delta', ''], difficulty: 4.4, quality: 7 };
const card = (front: string, back: string, entry: object = {}) => ({
  style: 'term_to_definition' as const,
  front,
  back,
  ...ENTRY,
  ...entry,
});

function reading() {
  const reasons: DropReason[] = [];
  return { reasons, chunks: CHUNKS, dropped: (reason: DropReason) => void reasons.push(reason) };
}

describe('an entry of a model', () => {
  it('keeps the span that it cites, in numbers that a database takes', () => {
    const into = reading();
    const [draft] = readFlashcards({ flashcards: [card(' Delta\u0000 ', 'Land')] }, into);
    expect(draft).toMatchObject({
      front: 'Delta',
      citations: [{ chunkId: 'one', start: 0, end: 53, quote: DELTA.quote }],
      concepts: ['delta'],
      difficulty: 4,
      quality: 0.95,
    });
    expect(into.reasons).toEqual([]);
  });

  it('is found in another passage of the request where the label is wrong', () => {
    const wrong = { citations: [{ ...DELTA, passage: 'P2' }] };
    const [draft] = readFlashcards({ flashcards: [card('Delta', 'Land', wrong)] }, reading());
    expect(draft?.citations[0]?.chunkId).toBe('one');
  });

  it('keeps of several citations those that stand in the source', () => {
    const two = { citations: [{ passage: 'P1', quote: 'Deltas are made of gold.' }, DELTA] };
    const [draft] = readFlashcards({ flashcards: [card('Delta', 'Land', two)] }, reading());
    expect(draft?.citations).toHaveLength(1);
  });

  it('is dropped with addresses of its own, and kept with those of the source', () => {
    const into = reading();
    const made = readFlashcards(
      {
        flashcards: [
          card('Delta', 'See www.evil.example/x'),
          card('Delta', '[here](javascript:alert(1))'),
          card('Delta', 'See https://water.example/a.'),
        ],
      },
      into,
    );
    expect([made.length, into.reasons]).toEqual([1, ['link_not_in_source', 'link_not_in_source']]);
  });

  it('is dropped where it could not be kept or graded', () => {
    const into = reading();
    const option = { text: 'Land', correct: true, feedback: '' };
    const made = readQuestions(
      {
        questions: [
          {
            questionType: 'multiple_choice',
            stem: 'What is a delta?',
            options: [option],
            explanation: '',
            hints: [],
            ...ENTRY,
          },
          {
            questionType: 'fill_blank',
            stem: 'A delta has no gap.',
            gaps: [{ accepted: ['land'] }],
            explanation: '',
            hints: [],
            ...ENTRY,
          },
        ],
      },
      into,
    );
    expect([made, into.reasons]).toEqual([[], ['malformed', 'malformed']]);
    expect(readFlashcards({ flashcards: [card('', 'Land')] }, into)).toEqual([]);
  });
});

it('takes questions of every type, each with the key by which it is graded', () => {
  const options = [
    { text: 'Land', correct: true, feedback: 'Yes.' },
    { text: 'Lava', correct: false, feedback: 'No.' },
    { text: 'Mud', correct: true, feedback: 'Yes.' },
  ];
  const one = [...options.slice(0, 2), { text: 'Ice', correct: false, feedback: 'No.' }];
  const pairs = [
    { left: 'Delta', right: 'Land', feedback: '' },
    { left: 'Sediment', right: 'Sand and mud', feedback: '' },
  ];
  const keys = [
    { questionType: 'multiple_choice' as const, options: one },
    { questionType: 'multiple_response' as const, options },
    { questionType: 'true_false' as const, options: options.slice(0, 2) },
    { questionType: 'fill_blank' as const, gaps: [{ accepted: ['land'] }] },
    { questionType: 'short_answer' as const, accepted: ['land'] },
    { questionType: 'matching' as const, pairs, extras: ['Lava'] },
    { questionType: 'ordering' as const, steps: ['Carry', 'Slow down', 'Sink'] },
    { questionType: 'numeric' as const, value: 3, tolerance: 0, units: [] },
    {
      questionType: 'essay' as const,
      rubric: [{ criterion: 'Land', description: 'Names it', points: 2 }],
      sampleAnswer: 'A delta is land.',
    },
  ];
  const into = reading();
  const common = { explanation: 'So it is.', hints: [], ...ENTRY };
  const made = readQuestions(
    { questions: keys.map((key) => ({ ...key, ...common, stem: 'A delta is ____.' })) },
    into,
  );
  expect([made.map(({ questionType }) => questionType), into.reasons]).toEqual([
    keys.map(({ questionType }) => questionType),
    [],
  ]);
  for (const [n, key] of keys.entries()) expect(made[n]).toMatchObject(key);
});

it('counts mentions of a concept instead of believing them, its home first', () => {
  const concept = {
    name: 'delta',
    aliases: [],
    definition: 'The land that a river builds at its mouth.',
    citation: DELTA,
    mentionedIn: ['P7'],
    prerequisites: [
      { name: 'delta', weight: 1 },
      { name: 'sediment', weight: 9 },
    ],
    related: [],
  };
  const [draft] = readConcepts({ concepts: [concept] }, reading());
  expect(draft?.mentions).toEqual([
    { chunkId: 'one', occurrences: 1 },
    { chunkId: 'two', occurrences: 2 },
  ]);
  expect(draft?.prerequisites).toEqual([{ name: 'sediment', weight: 1 }]);
});

describe('excerpts of a long text', () => {
  const long = Array.from({ length: 50 }, (_, n) =>
    chunk(`${n}`, `Sentence ${n} says much. `.repeat(40)),
  );

  it('are the beginnings of all passages, so that offsets stay those of the passage', () => {
    const parts = excerptsOf(long, 5000);
    expect(parts).toHaveLength(50);
    for (const [n, { text }] of parts.entries()) expect(long[n]?.text.startsWith(text)).toBe(true);
  });

  it('leave passages out evenly where beginnings would say nothing', () => {
    expect(excerptsOf(long, 600).map(({ id }) => id)).toEqual([
      '0',
      '5',
      '10',
      '15',
      '20',
      '25',
      '30',
      '35',
      '40',
      '45',
    ]);
  });

  it('are the whole where there is room for it', () => {
    expect(excerptsOf(long.slice(0, 2), 5000)).toEqual(long.slice(0, 2));
  });
});
