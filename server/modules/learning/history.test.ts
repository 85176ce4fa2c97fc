import { describe, expect, it } from 'vitest';
import { type HistoryItem, simulateHistory } from './history.ts';

const now = new Date('2026-03-20T18:00:00Z');

const items: HistoryItem[] = Array.from({ length: 40 }, (_, at) => at).flatMap((at) => {
  const base = {
    conceptIds: [`c${at}`],
    difficulty: 2 + (at % 6),
    materialId: 'm1',
    position: at,
    readingMinutes: null,
    question: null,
  };
  return [
    { ...base, itemId: `n${at}`, type: 'nugget' as const, readingMinutes: 1 },
    { ...base, itemId: `f${at}`, type: 'flashcard' as const },
    {
      ...base,
      itemId: `q${at}`,
      type: 'question' as const,
      question: {
        version: 1,
        hintCount: 1,
        answerKey: {
          questionType: 'true_false' as const,
          options: [
            { text: 'True', correct: true, feedback: '' },
            { text: 'False', correct: false, feedback: '' },
          ],
        },
      },
    },
  ];
});

function historyOf(ability: number, diligence = 0.8) {
  const learner = { userId: 'u1', ability, diligence, pace: 14, startedDaysAgo: 30 };
  const input = { organizationId: 'o1', learners: [learner], items, prerequisites: [], now };
  return simulateHistory({ ...input, seed: 'demo' });
}

const accuracy = (rows: ReturnType<typeof historyOf>) => {
  const answers = rows.interactions.filter(({ is_correct }) => is_correct !== null);
  return answers.filter(({ is_correct }) => is_correct).length / answers.length;
};

describe('a simulated history', () => {
  it('is the same for the same seed, but for the ids of rows', () => {
    const shape = () =>
      historyOf(0).interactions.map(({ item_id, is_correct }) => [item_id, is_correct]);
    expect(shape()).toEqual(shape());
  });

  it('does not depend on the ids of people and items', () => {
    const renamed = items.map((item) => ({ ...item, itemId: `other-${item.itemId}` }));
    const learner = { ability: 0, diligence: 0.8, pace: 14, startedDaysAgo: 30 };
    const asked = (list: HistoryItem[], userId: string, prefix: string) =>
      simulateHistory({
        organizationId: 'o1',
        learners: [{ ...learner, userId }],
        items: list,
        prerequisites: [],
        now,
        seed: 'demo',
      }).interactions.map(({ item_id }) => item_id.slice(prefix.length));
    expect(asked(renamed, 'u2', 'other-')).toEqual(asked(items, 'u1', ''));
  });

  it("lies within the learner's weeks, none of it in the future", () => {
    const rows = historyOf(0.4);
    expect(rows.sessions.length).toBeGreaterThan(15);
    const times = rows.interactions.map(({ created_at }) => Date.parse(created_at));
    expect(Math.min(...times)).toBeGreaterThan(now.getTime() - 32 * 86_400_000);
    expect(Math.max(...times)).toBeLessThan(now.getTime());
  });

  it('adds up: sessions, exposures and reviews agree with the interactions', () => {
    const rows = historyOf(0.4);
    const answers = rows.interactions.filter(({ kind }) => kind !== 'view');
    const sum = (list: number[]) => list.reduce((total, value) => total + value, 0);
    expect(sum(rows.sessions.map(({ answered }) => answered))).toBe(answers.length);
    expect(sum(rows.sessions.map(({ step }) => step))).toBe(rows.interactions.length);
    expect(sum(rows.exposures.map(({ seen_count }) => seen_count))).toBe(rows.interactions.length);
    expect(rows.reviews.length).toBe(answers.filter(({ kind }) => kind === 'card_review').length);
  });

  it('shows ability: the able are right more often and know more', () => {
    const [able, struggling] = [historyOf(1.5), historyOf(-1.5)];
    expect(accuracy(able)).toBeGreaterThan(accuracy(struggling) + 0.1);
    expect(accuracy(struggling)).toBeGreaterThan(0.25);
    expect(accuracy(able)).toBeLessThan(0.99);
  });

  it('leaves something of each kind to look at', () => {
    const rows = historyOf(0.4);
    expect(new Set(rows.interactions.map(({ kind }) => kind)).size).toBe(3);
    expect(rows.mastery.some(({ level }) => level > 70)).toBe(true);
    expect(rows.cards.some(({ due_at }) => Date.parse(due_at) < now.getTime())).toBe(true);
  });
});
