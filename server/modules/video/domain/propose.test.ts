import { describe, expect, it } from 'vitest';
import { type Candidate, proposeMilestones } from './propose.ts';
import type { Unit } from './segments.ts';

const units: Unit[] = Array.from({ length: 36 }, (_, index) => {
  const vector = [0, 0, 0];
  vector[Math.floor(index / 12)] = 1;
  return { startSeconds: index * 10, endSeconds: index * 10 + 10, vector };
});
const question = (seconds: number, changes: Partial<Candidate> = {}): Candidate => ({
  itemId: `q${seconds}`,
  seconds,
  approved: false,
  quality: 0.5,
  concept: null,
  ...changes,
});
const propose = (candidates: Candidate[], changes: object = {}) =>
  proposeMilestones({
    units,
    candidates,
    endSeconds: 400,
    minGapSeconds: 60,
    questionsEach: 2,
    taken: [],
    used: new Set(),
    ...changes,
  });

describe('proposed milestones', () => {
  it('stand at the ends of topics and ask what was said before', () => {
    expect(propose([question(30), question(200, { concept: 'Cells' }), question(350)])).toEqual([
      { atSeconds: 120, title: '1', itemIds: ['q30'] },
      { atSeconds: 240, title: 'Cells', itemIds: ['q200'] },
      { atSeconds: 360, title: '3', itemIds: ['q350'] },
    ]);
  });

  it('ask approved questions first, then the better ones, in the order of time', () => {
    const [first] = propose([
      question(10, { quality: 0.9 }),
      question(20, { quality: 0.95 }),
      question(30, { approved: true, quality: 0.1 }),
    ]);
    expect(first?.itemIds).toEqual(['q20', 'q30']);
  });

  it('leave out passages without questions, and those near a milestone that is there', () => {
    const all = [question(30), question(350)];
    expect(propose(all).map(({ atSeconds }) => atSeconds)).toEqual([120, 360]);
    expect(propose(all, { taken: [100] }).map(({ atSeconds }) => atSeconds)).toEqual([360]);
    expect(propose(all, { used: new Set(['q350']) }).map(({ atSeconds }) => atSeconds)).toEqual([
      120,
    ]);
  });

  it('are none without a transcript', () => {
    expect(propose([question(30)], { units: [] })).toEqual([]);
  });
});
