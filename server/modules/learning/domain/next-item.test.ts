import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextItem } from './next-item.ts';
import { NO_REPEAT_WITHIN } from './next-item-eligibility.ts';
import type { Candidate, NextItemInput, RecentItem } from './next-item-input.ts';
import { zoneFit } from './next-item-score.ts';
import { review } from './schedule.ts';

const now = new Date('2026-03-02T09:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

function item(itemId: string, overrides: Partial<Candidate> = {}): Candidate {
  return {
    itemId,
    type: 'question',
    conceptIds: ['c1'],
    difficulty: 4,
    materialId: 'm1',
    position: 1,
    seenCount: 0,
    lastSeenAt: null,
    ...overrides,
  };
}

function dueCard(itemId: string, reviewedDaysAgo: number, overrides: Partial<Candidate> = {}) {
  const { card } = review(null, 'good', ago(reviewedDaysAgo));
  return item(itemId, { type: 'flashcard', seenCount: 1, card, ...overrides });
}

function input(candidates: Candidate[], overrides: Partial<NextItemInput> = {}): NextItemInput {
  return {
    candidates,
    masteryLevels: new Map(),
    prerequisites: [],
    session: { recent: [], targetMinutes: 15, elapsedMinutes: 0 },
    seed: 'session-1',
    now,
    ...overrides,
  };
}

function havingShown(recent: RecentItem[]): Pick<NextItemInput, 'session'> {
  return { session: { recent, targetMinutes: 15, elapsedMinutes: 5 } };
}

describe('the next item', () => {
  it('is none when nothing is left', () => {
    expect(nextItem(input([]))).toBeNull();
  });

  it('is an overdue card before anything fresh, the most overdue first', () => {
    const choice = nextItem(
      input(
        [
          item('fresh', { type: 'nugget', conceptIds: ['c2'] }),
          item('weak'),
          dueCard('due', 3, { conceptIds: ['c3'] }),
          dueCard('overdue', 20, { conceptIds: ['c4'] }),
        ],
        { masteryLevels: new Map([['c1', 10]]) },
      ),
    );
    expect(choice).toMatchObject({
      itemId: 'overdue',
      reason: { code: 'due_card', conceptId: 'c4' },
    });
    expect(choice?.alternatives[0]?.itemId).toBe('due');
    expect(choice?.reason.facts.overdueDays).toBeCloseTo(18, 5);
  });

  it('is never a card before it is due', () => {
    expect(nextItem(input([dueCard('early', 1)]))).toBeNull();
  });

  it('is a nugget before questions and fresh cards on a concept never met', () => {
    const nugget = item('nugget', { type: 'nugget' });
    const items = [item('question'), item('card', { type: 'flashcard', card: null }), nugget];
    const choice = nextItem(input(items));
    expect(choice).toMatchObject({
      itemId: 'nugget',
      reason: { code: 'new_nugget' },
      alternatives: [],
    });
  });

  it('is a question on what was just read', () => {
    const nugget = item('nugget', { type: 'nugget' });
    const other = item('other', { conceptIds: ['c2'], materialId: 'm2' });
    const choice = nextItem(
      input([nugget, item('question'), other], {
        ...havingShown([nugget]),
        masteryLevels: new Map([['c2', 20]]),
      }),
    );
    expect(choice).toMatchObject({
      itemId: 'question',
      reason: { code: 'weak_concept', conceptId: 'c1' },
    });
  });

  it('is a nugget again rather than another question where nothing has stuck', () => {
    const seen = { seenCount: 1, lastSeenAt: ago(2).toISOString() };
    const items = [
      item('nugget', { type: 'nugget', ...seen }),
      item('question', { difficulty: 8, ...seen }),
    ];
    const at = (level: number) =>
      nextItem(input(items, { masteryLevels: new Map([['c1', level]]) }))?.itemId;
    expect([at(2), at(35)]).toEqual(['nugget', 'question']);
  });

  it('asks at once where a concept has no nugget', () => {
    expect(nextItem(input([item('question')]))?.itemId).toBe('question');
  });

  it('begins with the first unread nugget of a material', () => {
    const nuggets = [3, 1, 2].map((position) =>
      item(`n${position}`, { type: 'nugget', position, conceptIds: [`c${position}`] }),
    );
    expect(nextItem(input(nuggets))?.itemId).toBe('n1');
  });

  it('strengthens a weak prerequisite before what rests on it', () => {
    const items = [item('base', { conceptIds: ['base'] }), item('top', { conceptIds: ['top'] })];
    const edges = [{ conceptId: 'top', prerequisiteId: 'base' }];
    const choice = nextItem(
      input(items, { prerequisites: edges, masteryLevels: new Map([['top', 30]]) }),
    );
    expect(choice).toMatchObject({
      itemId: 'base',
      reason: { code: 'prerequisite', conceptId: 'base' },
    });
    expect(choice?.alternatives).toEqual([]);
  });

  it('does not wait for a prerequisite that is strong or has no item', () => {
    const edges = [{ conceptId: 'top', prerequisiteId: 'base' }];
    const top = item('top', { conceptIds: ['top'] });
    expect(nextItem(input([top], { prerequisites: edges }))?.itemId).toBe('top');
    const base = item('base', { conceptIds: ['base'] });
    const strong = new Map([
      ['base', 85],
      ['top', 20],
    ]);
    expect(
      nextItem(input([top, base], { prerequisites: edges, masteryLevels: strong }))?.itemId,
    ).toBe('top');
  });

  it('is found even where prerequisites form a circle', () => {
    const edges = [
      { conceptId: 'a', prerequisiteId: 'b' },
      { conceptId: 'b', prerequisiteId: 'a' },
    ];
    const items = [item('a', { conceptIds: ['a'] }), item('b', { conceptIds: ['b'] })];
    expect(nextItem(input(items, { prerequisites: edges }))).not.toBeNull();
  });

  it('fits its difficulty to the ability', () => {
    const items = [1, 5, 10].map((difficulty) =>
      item(`d${difficulty}`, { difficulty, guessRate: 0.25 }),
    );
    const at = (level: number) =>
      nextItem(input(items, { masteryLevels: new Map([['c1', level]]) }))?.itemId;
    expect([at(15), at(55), at(97)]).toEqual(['d1', 'd5', 'd10']);
    expect(zoneFit(0.78)).toBe(1);
    expect(zoneFit(0.4)).toBeLessThan(1);
    expect(zoneFit(0.99)).toBeLessThan(0.1);
  });

  it('prefers a weak concept to one that is growing, and that to one mastered', () => {
    const levels = new Map([
      ['weak', 20],
      ['growing', 60],
      ['mastered', 95],
    ]);
    const items = ['mastered', 'growing', 'weak'].map((id) =>
      item(id, { conceptIds: [id], difficulty: 4, materialId: id }),
    );
    const choice = nextItem(input(items, { masteryLevels: levels }));
    expect([choice, ...choice!.alternatives].map((ranked) => ranked?.reason.code)).toEqual([
      'weak_concept',
      'spaced_review',
      'confidence_check',
    ]);
  });

  it('asks a mastered question again only after a week, a growing one after a day', () => {
    const seen = (days: number) => item('q', { seenCount: 2, lastSeenAt: ago(days).toISOString() });
    const at = (level: number, days: number) =>
      nextItem(input([seen(days)], { masteryLevels: new Map([['c1', level]]) }))?.itemId;
    expect([at(95, 3), at(95, 8), at(60, 0.5), at(60, 2)]).toEqual([
      undefined,
      'q',
      undefined,
      'q',
    ]);
  });

  it('changes the type after a long run of one, even while cards are due', () => {
    const recent = Array.from({ length: 5 }, (_, n) =>
      dueCard(`r${n}`, 3, { conceptIds: [`r${n}`] }),
    );
    const items = [
      dueCard('due', 3, { conceptIds: ['x'] }),
      item('question', { materialId: 'm2' }),
    ];
    expect(nextItem(input(items, havingShown(recent)))?.itemId).toBe('question');
    expect(nextItem(input(items, havingShown(recent.slice(0, 3))))?.itemId).toBe('due');
  });

  it('begins nothing new in the last minute', () => {
    const session = { recent: [], targetMinutes: 10, elapsedMinutes: 9.5 };
    const unread = [item('n', { type: 'nugget' }), item('question')];
    expect(nextItem(input(unread, { session }))).toBeNull();
    expect(nextItem(input([dueCard('due', 5)], { session }))?.itemId).toBe('due');
  });
});

const anyCandidate = (id: number): fc.Arbitrary<Candidate> =>
  fc.record({
    itemId: fc.constant(`i${id}`),
    type: fc.constantFrom('nugget', 'flashcard', 'question'),
    conceptIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 3 }),
    difficulty: fc.integer({ min: 1, max: 10 }),
    materialId: fc.constantFrom('m1', 'm2'),
    position: fc.nat(20),
    seenCount: fc.nat(3),
    lastSeenAt: fc.option(fc.nat(20).map((days) => ago(days).toISOString())),
  });
const anyInput: fc.Arbitrary<NextItemInput> = fc
  .integer({ min: 0, max: 25 })
  .chain((count) =>
    fc.record({
      candidates: fc.tuple(...Array.from({ length: count }, (_, id) => anyCandidate(id))),
      recentIndexes: fc.array(fc.nat(24), { maxLength: 12 }),
      levels: fc.dictionary(
        fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        fc.integer({ min: 0, max: 100 }),
      ),
      edges: fc.array(
        fc.record({
          conceptId: fc.constantFrom('a', 'b', 'c'),
          prerequisiteId: fc.constantFrom('c', 'd', 'e'),
        }),
        { maxLength: 4 },
      ),
      seed: fc.string(),
    }),
  )
  .map(({ candidates, recentIndexes, levels, edges, seed }) =>
    input(candidates as Candidate[], {
      masteryLevels: new Map(Object.entries(levels)),
      prerequisites: edges,
      seed,
      ...havingShown(recentIndexes.flatMap((index) => (candidates as Candidate[])[index] ?? [])),
    }),
  );

describe('for any session the next item', () => {
  it('is one of the candidates and none of those just shown', () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        const choice = nextItem(given);
        if (choice === null) return;
        const ids = [choice, ...choice.alternatives].map((ranked) => ranked.itemId);
        const justShown = given.session.recent
          .slice(-NO_REPEAT_WITHIN)
          .map((shown) => shown.itemId);
        expect(ids.every((id) => given.candidates.some((c) => c.itemId === id))).toBe(true);
        expect(ids.filter((id) => justShown.includes(id))).toEqual([]);
        expect(new Set(ids).size).toBe(ids.length);
        expect(choice.alternatives.every((other) => other.score <= choice.score)).toBe(true);
      }),
    );
  });

  it('is the same for the same seed, whatever the order of the candidates', () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        const reversed = { ...given, candidates: [...given.candidates].reverse() };
        expect(nextItem(reversed)).toEqual(nextItem(given));
      }),
    );
  });

  it('is an overdue card rather than anything fresh at the start of a session', () => {
    fc.assert(
      fc.property(anyInput, fc.integer({ min: 4, max: 300 }), (given, days) => {
        const card = dueCard('overdue', days, { conceptIds: ['a'] });
        const choice = nextItem({
          ...given,
          candidates: [...given.candidates, card],
          session: { recent: [], targetMinutes: 15, elapsedMinutes: 0 },
        });
        expect(choice?.itemId).toBe('overdue');
      }),
    );
  });
});
