import { describe, expect, it } from 'vitest';
import { navFor, phoneNavFor } from './nav.ts';

const keys = (entries: readonly { key: string }[]) => entries.map((entry) => entry.key);

describe('navigation by role', () => {
  it('shows a learner only what serves learning', () => {
    expect(keys(navFor('learner'))).toEqual([
      'home',
      'study',
      'catalog',
      'library',
      'progress',
      'search',
    ]);
  });

  it('adds the review queue for an instructor', () => {
    expect(keys(navFor('instructor'))).toContain('review');
    expect(keys(navFor('instructor'))).not.toContain('people');
  });

  it('shows an administrator everything', () => {
    expect(keys(navFor('admin'))).toEqual(expect.arrayContaining(['people', 'audit', 'settings']));
  });

  it('puts five entries at most into the bottom bar of a phone and loses none', () => {
    for (const role of ['learner', 'instructor', 'admin'] as const) {
      const { bar, more } = phoneNavFor(role);
      expect(bar.length + (more.length > 0 ? 1 : 0)).toBeLessThanOrEqual(5);
      expect([...bar, ...more]).toEqual(navFor(role));
    }
  });
});
