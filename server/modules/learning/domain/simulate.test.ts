import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import {
  knownLevel,
  type SimulatedKnowledge,
  simulateAnswer,
  simulateLearning,
  simulateRating,
} from './simulate.ts';

const question = { difficulty: 5, guessRate: 0.25, expectedMs: 20_000, hintCount: 2 };

function shareRight(ability: number, level: number, difficulty = 5): number {
  const random = createRandom('share');
  let right = 0;
  for (let count = 0; count < 2000; count += 1) {
    if (simulateAnswer({ ability }, { ...question, difficulty }, level, random).correct) right += 1;
  }
  return right / 2000;
}

describe('a simulated learner', () => {
  it('answers the same for the same seed and otherwise for another', () => {
    const answers = (seed: string) => {
      const random = createRandom(seed);
      return Array.from({ length: 20 }, () => simulateAnswer({ ability: 0 }, question, 50, random));
    };
    expect(answers('a')).toEqual(answers('a'));
    expect(answers('a')).not.toEqual(answers('b'));
  });

  it('is right more often with ability, mastery and easier items, and at least by guessing', () => {
    expect(shareRight(1, 50)).toBeGreaterThan(shareRight(-1, 50) + 0.05);
    expect(shareRight(0, 80)).toBeGreaterThan(shareRight(0, 30) + 0.1);
    expect(shareRight(0, 50, 2)).toBeGreaterThan(shareRight(0, 50, 9) + 0.1);
    expect(shareRight(-3, 5, 10)).toBeGreaterThan(0.2);
  });

  it('is more often sure when right', () => {
    const random = createRandom('sure');
    const sure = { right: 0, wrong: 0 };
    const all = { right: 0, wrong: 0 };
    for (let count = 0; count < 3000; count += 1) {
      const answer = simulateAnswer({ ability: 0 }, question, 20 + (count % 60), random);
      const side = answer.correct ? 'right' : 'wrong';
      all[side] += 1;
      if (answer.confidence === 'sure') sure[side] += 1;
    }
    expect(sure.right / all.right).toBeGreaterThan(sure.wrong / all.wrong);
  });

  it('comes to know a concept by coming back to it, and forgets it slowly', () => {
    const start = Date.parse('2026-03-02T09:00:00Z');
    let knowledge: SimulatedKnowledge | null = null;
    const levels: number[] = [];
    for (const [day, event] of [
      [0, 'nugget'],
      [0, 'wrong'],
      [2, 'right'],
      [6, 'right'],
    ] as const) {
      knowledge = simulateLearning(
        { ability: 0 },
        knowledge,
        event,
        new Date(start + day * 86_400_000),
      );
      levels.push(knownLevel(knowledge, new Date(start + day * 86_400_000)));
    }
    expect(levels[1]).toBeGreaterThan(levels[0]!);
    expect(levels[3]).toBeGreaterThan(levels[0]!);
    expect(knownLevel(knowledge, new Date(start + 60 * 86_400_000))).toBeLessThan(levels[3]!);
    expect(knownLevel(null, new Date(start))).toBe(20);
  });

  it('takes a plausible time for any seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { responseMs } = simulateAnswer({ ability: 0 }, question, 50, createRandom(seed));
        expect(responseMs).toBeGreaterThan(1000);
        expect(responseMs).toBeLessThan(200_000);
      }),
    );
  });

  it('fails cards that are mostly forgotten and passes those that are fresh', () => {
    const failures = (retrievability: number) => {
      const random = createRandom('cards');
      return Array.from({ length: 1000 }, () =>
        simulateRating({ ability: 0 }, { difficulty: 5, retrievability }, random),
      ).filter((rating) => rating === 'again').length;
    };
    expect(failures(0.95)).toBeLessThan(150);
    expect(failures(0.3)).toBeGreaterThan(500);
  });
});

describe('createRandom', () => {
  it('is even over its range', () => {
    const random = createRandom(7);
    const bins = new Array<number>(10).fill(0);
    for (let count = 0; count < 20_000; count += 1) bins[Math.floor(random() * 10)]! += 1;
    for (const bin of bins) expect(Math.abs(bin - 2000)).toBeLessThan(200);
  });
});
