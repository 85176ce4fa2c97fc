import { describe, expect, it } from 'vitest';
import type { QuestionDraft, SourceDocument } from '../../engine.ts';
import { createBuiltinEngine } from '../index.ts';
import { buildDocument } from '../testing/prose.ts';

async function ask(document: SourceDocument): Promise<QuestionDraft[]> {
  const run = await createBuiltinEngine().open(document);
  return run.questions(document.chunks.map(({ id }) => id));
}

const ENERGY = buildDocument([
  [
    'Reactions',
    `An exergonic reaction is a reaction that releases free energy. An enzyme is a protein that speeds up the reactions of a cell.

Enzymes increase the speed of reactions in every living cell. Metabolism is the sum of all chemical reactions in an organism.`,
  ],
  ['Temperature', 'An enzyme in a cold cell works at a lower speed than in a warm one.'],
]);

const WARS = buildDocument([
  [
    'The Thirty Years War',
    `The Defenestration of Prague began the war in 1618. Gustavus Adolphus of Sweden landed in Pomerania in 1630. The Battle of White Mountain was fought in 1620 near the city of Prague. The Peace of Westphalia ended the war in 1648 after years of negotiation.`,
  ],
]);

describe('questions on dates', () => {
  it('offers years of the same text and has one right', async () => {
    const dated = (await ask(WARS)).filter(({ stem }) => stem.includes('in ____'));
    expect(dated.length).toBeGreaterThan(0);
    for (const question of dated) {
      if (!('options' in question)) continue;
      for (const { text } of question.options)
        expect(['1618', '1620', '1630', '1648']).toContain(text);
      const right = question.options.find(({ correct }) => correct)?.text;
      expect(question.citations[0]?.quote).toContain(right);
    }
  });

  it('asks for no year where the text has too few others', async () => {
    const document = buildDocument([
      ['Peace', 'The Peace of Westphalia ended the war in 1648 after years of negotiation.'],
    ]);
    expect(await ask(document)).toEqual([]);
  });
});

describe('questions on names that their definition repeats', () => {
  it('blanks only what is before the head noun', async () => {
    const blank = (await ask(ENERGY)).find(({ stem }) =>
      stem.includes('____ reaction is a reaction'),
    );
    expect(blank?.stem).toBe('A(n) ____ reaction is a reaction that releases free energy.');
    expect(blank?.questionType === 'fill_blank' && blank.gaps).toEqual([
      { accepted: ['exergonic'] },
    ]);
  });
});

describe('true or false', () => {
  it('says of every statement what is right, and marks one option', async () => {
    const statements = (await ask(ENERGY)).filter(
      ({ questionType }) => questionType === 'true_false',
    );
    expect(statements.length).toBeGreaterThan(0);
    for (const statement of statements) {
      if (!('options' in statement)) continue;
      expect(statement.options.map(({ text }) => text)).toEqual(['True', 'False']);
      const saysTrue = statement.options[0]?.correct;
      expect(statement.citations.some(({ quote }) => quote === statement.stem)).toBe(saysTrue);
      expect(statement.explanation).not.toBe('');
    }
  });
});
