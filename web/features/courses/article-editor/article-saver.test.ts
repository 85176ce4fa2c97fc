import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../../../api/problem.ts';
import type { ArticleNode } from '../article/article-node.ts';
import { ArticleSaver, QUIET_MS } from './article-saver.ts';
import { browserDrafts, type KeptDraft } from './kept-draft.ts';

const article = (text: string): ArticleNode => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

/** A server that has one article and refuses what was written on another version of it. */
function desk({ kept }: { kept?: KeptDraft } = {}) {
  const server = { text: 'first', version: 1, fails: [] as ApiProblem[], puts: 0 };
  const drafts = browserDrafts(memory());
  if (kept) drafts.write('lesson', kept);
  const states: string[] = [];
  const put = async (next: ArticleNode, etag: string) => {
    server.puts += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const fault = server.fails.shift();
    if (fault) throw fault;
    if (etag !== `"${server.version}"`)
      throw new ApiProblem({ status: 412, code: 'stale_revision' });
    server.text = next.content?.[0]?.content?.[0]?.text ?? '';
    server.version += 1;
    return `"${server.version}"`;
  };
  const saver = new ArticleSaver({
    lessonId: 'lesson',
    article: article('first'),
    etag: '"1"',
    put,
    fetch: async () => ({ article: article(server.text), etag: `"${server.version}"` }),
    drafts,
    onState: (state) => states.push(state.status),
  });
  return { server, saver, drafts, states };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('an article that is being written', () => {
  it('is saved once, a moment after the last change', async () => {
    const { server, saver, drafts } = desk();
    saver.change(article('a'));
    await vi.advanceTimersByTimeAsync(QUIET_MS - 100);
    saver.change(article('ab'));
    await vi.advanceTimersByTimeAsync(QUIET_MS - 100);
    expect(server.puts).toBe(0);
    await vi.advanceTimersByTimeAsync(200);
    expect([server.text, server.puts, saver.state.status]).toEqual(['ab', 1, 'saved']);
    expect(drafts.read('lesson')).toBeNull();
  });

  it('is kept in the browser from the first change on until the server has it', async () => {
    const { saver, drafts } = desk();
    saver.change(article('a'));
    expect(drafts.read('lesson')?.article).toEqual(article('a'));
    await vi.advanceTimersByTimeAsync(QUIET_MS + 100);
    expect(drafts.read('lesson')).toBeNull();
  });

  it('is never sent twice at once: what is written meanwhile follows', async () => {
    const { server, saver } = desk();
    saver.change(article('a'));
    await vi.advanceTimersByTimeAsync(QUIET_MS + 10);
    saver.change(article('ab'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect([server.text, server.version, saver.state.status]).toEqual(['ab', 3, 'saved']);
  });

  it('is saved at once where nobody waits for a pause', async () => {
    const { server, saver } = desk();
    saver.change(article('a'));
    const flushed = saver.flush();
    await vi.advanceTimersByTimeAsync(60);
    await flushed;
    expect(server.text).toBe('a');
  });

  it('is not sent where it has become again what the server has', async () => {
    const { server, saver, drafts } = desk();
    saver.change(article('a'));
    saver.change(article('first'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect([server.puts, saver.state.status, drafts.read('lesson')]).toEqual([0, 'saved', null]);
  });
});

describe('where it cannot be saved', () => {
  it('a lost connection is tried again, further and further apart, until it is back', async () => {
    const { server, saver, drafts } = desk();
    const lost = () => new ApiProblem({ status: 0, code: 'network_error' });
    server.fails = [lost(), lost(), lost()];
    saver.change(article('a'));
    await vi.advanceTimersByTimeAsync(QUIET_MS + 100);
    expect([saver.state.status, drafts.read('lesson')?.article]).toEqual([
      'retrying',
      article('a'),
    ]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([server.text, server.puts, saver.state.status]).toEqual(['a', 4, 'saved']);
  });

  it('a save whose answer was lost is no conflict', async () => {
    const { server, saver } = desk();
    saver.change(article('a'));
    server.fails = [new ApiProblem({ status: 0, code: 'network_error' })];
    await vi.advanceTimersByTimeAsync(QUIET_MS + 100);
    server.text = 'a';
    server.version = 2;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([saver.state.status, server.version]).toEqual(['saved', 2]);
    saver.change(article('ab'));
    await vi.advanceTimersByTimeAsync(QUIET_MS + 100);
    expect([server.text, server.version]).toEqual(['ab', 3]);
  });

  it('a conflict overwrites nothing and is not tried again by itself', async () => {
    const { server, saver, drafts } = desk();
    server.version = 7;
    server.text = 'theirs';
    saver.change(article('mine'));
    await vi.advanceTimersByTimeAsync(QUIET_MS + 100);
    saver.change(article('mine and more'));
    await vi.advanceTimersByTimeAsync(120_000);
    expect([server.text, server.puts, saver.state.status]).toEqual(['theirs', 1, 'conflict']);
    expect(drafts.read('lesson')?.article).toEqual(article('mine and more'));
  });

  it('a conflict ends by what the person keeps', async () => {
    const { server, saver, drafts } = desk();
    server.version = 7;
    saver.change(article('mine'));
    await vi.advanceTimersByTimeAsync(QUIET_MS + 100);
    const ended = saver.resolve({ article: article('theirs'), etag: '"7"' }, article('mine'));
    await vi.advanceTimersByTimeAsync(100);
    await ended;
    expect([server.text, saver.state.status, drafts.read('lesson')]).toEqual([
      'mine',
      'saved',
      null,
    ]);
  });

  it('what the server refuses is told and kept, and the next change is tried', async () => {
    const { server, saver, drafts } = desk();
    server.fails = [new ApiProblem({ status: 400, code: 'invalid_request', detail: 'too deep' })];
    saver.change(article('a'));
    await vi.advanceTimersByTimeAsync(QUIET_MS + 100);
    expect(saver.state.status).toBe('refused');
    expect(drafts.read('lesson')?.article).toEqual(article('a'));
    saver.change(article('b'));
    await vi.advanceTimersByTimeAsync(QUIET_MS + 100);
    expect(server.text).toBe('b');
  });
});

describe('what was kept of an earlier visit', () => {
  it('is taken up and saved where the server still has what it was written on', async () => {
    const { server, saver } = desk({ kept: { article: article('kept'), etag: '"1"', at: 0 } });
    expect(saver.takeUp()).toEqual(article('kept'));
    await vi.advanceTimersByTimeAsync(QUIET_MS + 100);
    expect(server.text).toBe('kept');
  });

  it('is a conflict where somebody saved since', async () => {
    const { server, saver } = desk({ kept: { article: article('kept'), etag: '"0"', at: 0 } });
    expect(saver.takeUp()).toEqual(article('kept'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([saver.state.status, server.puts]).toEqual(['conflict', 0]);
  });

  it('is forgotten where the server has it', () => {
    const { saver, drafts } = desk({ kept: { article: article('first'), etag: '"0"', at: 0 } });
    expect([saver.takeUp(), drafts.read('lesson')]).toEqual([null, null]);
  });
});
