import { describe, expect, it } from 'vitest';
import type { CourseDraft } from '../../../../contracts/courses.ts';
import { type TreeChange, TreeQueue } from './tree-queue.ts';

const draft = (title: string, revision: number) => ({ title, revision }) as CourseDraft;

/** A server that appends letters to the title, and a page that shows it. */
function desk() {
  let server = draft('', 1);
  let shown = server;
  const seen: string[] = [];
  const failures: unknown[] = [];
  const queue = new TreeQueue({
    read: () => shown,
    write: (next) => {
      shown = next;
      seen.push(next.title);
    },
    onFailure: (error) => failures.push(error),
  });
  const letter = (one: string, fails = false): TreeChange<string> => ({
    apply: (before) => ({ ...before, title: before.title + one }),
    send: async (revision) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (fails || revision !== server.revision) throw new Error(`refused ${one}`);
      server = draft(server.title + one, server.revision + 1);
      return { course: server, result: one };
    },
  });
  return { queue, letter, seen, failures, server: () => server, shown: () => shown };
}

describe('changes of a tree', () => {
  it('show at once and reach the server one after the other', async () => {
    const { queue, letter, seen, server, shown } = desk();
    const all = [queue.run(letter('a')), queue.run(letter('b')), queue.run(letter('c'))];
    expect(seen).toEqual(['a', 'ab', 'abc']);
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
    expect([server().title, shown().revision, queue.isIdle]).toEqual(['abc', 4, true]);
  });

  it('never fall back on the page while others wait', async () => {
    const { queue, letter, seen } = desk();
    await Promise.all(['a', 'b', 'c'].map((one) => queue.run(letter(one))));
    expect(seen.every((title, at) => at === 0 || title.length >= seen[at - 1]!.length)).toBe(true);
  });

  it('are dropped behind one that failed, which is told once', async () => {
    const { queue, letter, failures, server } = desk();
    const all = [queue.run(letter('a')), queue.run(letter('b', true)), queue.run(letter('c'))];
    expect(await Promise.all(all)).toEqual(['a', null, null]);
    expect([server().title, failures.length, queue.isIdle]).toEqual(['a', 1, true]);
  });

  it('go on after a failure', async () => {
    const { queue, letter, server } = desk();
    await queue.run(letter('a', true));
    expect(await queue.run(letter('b'))).toBe('b');
    expect(server().title).toBe('b');
  });
});
