import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupCues, topicCuts, type Unit } from './segments.ts';

/** A unit of ten seconds that speaks of a topic, a little differently each time. */
const unit = (index: number, topic: number): Unit => {
  const vector = [0.05, 0.05, 0.05, 0.05, 0.05];
  vector[topic] = 1;
  vector[(topic + index) % 5] = (vector[(topic + index) % 5] ?? 0) + 0.2;
  return { startSeconds: index * 10, endSeconds: index * 10 + 10, vector };
};
const talk = (...topics: [topic: number, units: number][]): Unit[] =>
  topics
    .flatMap(([topic, units]) => Array.from({ length: units }, () => topic))
    .map((topic, index) => unit(index, topic));

describe('topic changes of a transcript', () => {
  it('are found where the topic changes', () => {
    const units = talk([0, 12], [1, 12], [2, 12]);
    const cuts = topicCuts(units, { minGapSeconds: 60, endSeconds: 360 });
    expect(cuts.map(({ atSeconds }) => atSeconds)).toEqual([120, 240]);
  });

  it('are none where the talk is of one thing', () => {
    const units = Array.from(
      { length: 30 },
      (_, index): Unit => ({
        ...unit(0, 0),
        startSeconds: index * 10,
        endSeconds: index * 10 + 10,
      }),
    );
    expect(topicCuts(units, { minGapSeconds: 60, endSeconds: 300 })).toEqual([]);
  });

  it('are none in nothing, and in next to nothing', () => {
    expect(topicCuts([], { minGapSeconds: 60, endSeconds: 0 })).toEqual([]);
    expect(topicCuts(talk([0, 1]), { minGapSeconds: 60, endSeconds: 10 })).toEqual([]);
  });

  it('keep their distance from each other, the beginning and the end, and their order', () => {
    const anyUnit = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        fc.array(anyUnit, { maxLength: 60 }),
        fc.integer({ min: 10, max: 120 }),
        (vectors, gap) => {
          const units = vectors.map((vector, index) => ({
            startSeconds: index * 10,
            endSeconds: index * 10 + 10,
            vector,
          }));
          const endSeconds = units.length * 10;
          const cuts = topicCuts(units, { minGapSeconds: gap, endSeconds });
          const marks = [0, ...cuts.map(({ atSeconds }) => atSeconds), endSeconds];
          for (let at = 1; at < marks.length && cuts.length > 0; at += 1)
            expect((marks[at] ?? 0) - (marks[at - 1] ?? 0)).toBeGreaterThanOrEqual(gap);
          expect(topicCuts(units, { minGapSeconds: gap, endSeconds })).toEqual(cuts);
        },
      ),
    );
  });
});

it('puts cues together to stretches of some twenty words, and loses none', () => {
  const cues = Array.from({ length: 13 }, (_, index) => ({
    start: index,
    end: index + 1,
    text: 'five words are in here',
  }));
  const groups = groupCues(cues);
  expect(groups.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
    [0, 4],
    [4, 8],
    [8, 12],
    [12, 13],
  ]);
  expect(groups.map(({ text }) => text).join(' ')).toBe(cues.map(({ text }) => text).join(' '));
});
