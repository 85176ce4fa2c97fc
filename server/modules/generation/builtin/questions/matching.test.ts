import { describe, expect, it } from 'vitest';
import type { SourceDocument } from '../../engine.ts';
import { createBuiltinEngine } from '../index.ts';
import { BIOLOGY, buildDocument } from '../testing/prose.ts';

async function matchings(document: SourceDocument) {
  const run = await createBuiltinEngine().open(document);
  const drafts = await run.questions(document.chunks.map(({ id }) => id));
  return drafts.flatMap((draft) => (draft.questionType === 'matching' ? [draft] : []));
}

const ATTACKS = `A brute-force attack is an attack that tries every possible password until one works. A dictionary attack is an attack that tries likely words and well known names. Credential stuffing is an attack that tries stolen pairs of names and secrets on other services.`;

describe('matching terms with their meanings', () => {
  it('pairs the terms of a passage with what the passage says they are', async () => {
    const [question] = await matchings(buildDocument([['Attacks on accounts', ATTACKS]]));
    expect(question?.stem).toBe(
      'Match each term on the subject “Attacks on accounts” with its meaning.',
    );
    expect(question?.pairs.map(({ left }) => left)).toEqual([
      'Brute-force attack',
      'Dictionary attack',
      'Credential stuffing',
    ]);
    expect(question?.pairs[1]?.right).toBe(
      'An attack that tries likely words and well known names',
    );
    expect(question?.pairs[1]?.feedback).toContain('A dictionary attack is an attack');
    expect(question?.citations).toHaveLength(3);
  });

  it('takes no term that a meaning names', async () => {
    const lefts = (await matchings(BIOLOGY)).flatMap(({ pairs }) => pairs.map(({ left }) => left));
    expect(lefts).toContain('Endocytosis');
    expect(lefts.includes('Diffusion') && lefts.includes('Osmosis')).toBe(false);
  });

  it('adds no meaning that belongs to one of its terms', async () => {
    const questions = await matchings(BIOLOGY);
    expect(questions.length).toBeGreaterThan(0);
    for (const { pairs, extras } of questions) {
      const rights = pairs.map(({ right }) => right);
      for (const extra of extras) expect(rights).not.toContain(extra);
    }
  });

  it('names the terms where the heading names no subject', async () => {
    const [question] = await matchings(buildDocument([['Introduction', ATTACKS]]));
    expect(question?.stem).toBe(
      'Match each of the terms brute-force attack, dictionary attack and credential stuffing with its meaning.',
    );
  });

  it('asks nothing of fewer than three terms, or of meanings unlike in length', async () => {
    const two = ATTACKS.split('. ').slice(0, 2).join('. ');
    expect(await matchings(buildDocument([['Attacks', two]]))).toEqual([]);
    const long = ATTACKS.replace(
      'until one works',
      'of any length that is made of letters and digits and signs until one of them works at last',
    );
    expect(await matchings(buildDocument([['Attacks', long]]))).toEqual([]);
  });

  it('asks once for a section of several passages', async () => {
    const again = ATTACKS.replaceAll('attack', 'assault').replaceAll('Credential', 'Password');
    const document = buildDocument([
      ['Attacks', ATTACKS],
      ['Attacks', again],
    ]);
    expect(await matchings(document)).toHaveLength(1);
  });

  it('takes entries of a glossary together whose sections hold one each', async () => {
    const terms = [
      ['accent', 'The stress of one tone over others.'],
      ['alto', 'A female voice of low range.'],
      ['caesura', 'The break between two musical phrases.'],
      ['custos', 'A symbol that stands at the end of a staff line.'],
      ['glissando', 'A slide from one pitch to the next.'],
      ['hemiola', 'A proportion of three notes to two.'],
      ['motive', 'The briefest fragment of a subject.'],
      ['portato', 'A stroke in which notes are separated within a slur.'],
      ['score', 'A copy of music that shows every part.'],
      ['tenor', 'The highest natural male voice.'],
    ];
    const document = buildDocument(
      terms.map(([term = '', meaning]) => [term, `${term}\n\n${meaning}`]),
    );
    for (const { blocks } of document.chunks) if (blocks[0]) blocks[0].kind = 'heading';
    const questions = await matchings(document);
    expect(questions.length).toBeGreaterThan(0);
    for (const { stem, pairs, citations } of questions) {
      expect(stem).toMatch(/^Match each of the terms \w+, \w+, \w+ and \w+ with its meaning\.$/);
      expect(pairs).toHaveLength(4);
      expect(citations).toHaveLength(4);
    }
    const lefts = questions.flatMap(({ pairs }) => pairs.map(({ left }) => left));
    expect(new Set(lefts).size).toBe(lefts.length);
  });
});
