import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createParsePool, type ParsePool, type ParsePoolOptions } from './pool.ts';

/** What each stand-in for the worker does, by the name of the file it is given. */
const WORKER = `
async function parse({ fileName }) {
  if (fileName === 'hangs') for (;;);
  if (fileName === 'eats') {
    const kept = [];
    for (;;) kept.push(new Array(100_000).fill({ a: kept.length }));
  }
  if (fileName === 'bug') throw new TypeError('x is undefined');
  if (fileName === 'refused') return { ok: false, code: 'damaged', message: 'Broken.', cause: 'bad xml' };
  return { ok: true, document: { blocks: [] }, chunks: [] };
}
export { parse as default };`;

let folder: string;
let worker: URL;
const pools: ParsePool[] = [];

function poolWith(options: ParsePoolOptions): ParsePool {
  const pool = createParsePool({ threads: 1, worker, ...options });
  pools.push(pool);
  return pool;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-pool-'));
  const file = path.join(folder, 'worker.mjs');
  await writeFile(file, WORKER);
  worker = pathToFileURL(file);
});

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  await rm(folder, { recursive: true, force: true });
});

describe('the parse pool', () => {
  test('ends a parser that hangs and reads the next source', async () => {
    const pool = poolWith({ timeoutMs: 1500 });
    await expect(pool.run({ fileName: 'hangs' })).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringContaining('too long'),
    });
    await expect(pool.run({ fileName: 'fine' })).resolves.toMatchObject({ chunks: [] });
  });

  test('ends a parser that eats memory and reads the next source', async () => {
    const pool = poolWith({ memoryMb: 60 });
    await expect(pool.run({ fileName: 'eats' })).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringContaining('memory'),
    });
    await expect(pool.run({ fileName: 'fine' })).resolves.toMatchObject({ chunks: [] });
  });

  test('passes a fault of the program on with its cause, not as a damaged file', async () => {
    await expect(poolWith({}).run({ fileName: 'bug' })).rejects.toMatchObject({
      name: 'Error',
      message: expect.stringContaining('bug'),
      cause: expect.objectContaining({ message: 'x is undefined' }),
    });
  });

  test('passes a refusal on with its code, message and cause', async () => {
    await expect(poolWith({}).run({ fileName: 'refused' })).rejects.toMatchObject({
      name: 'SourceError',
      code: 'damaged',
      message: 'Broken.',
      cause: 'bad xml',
    });
  });

  test('stops when its caller does', async () => {
    const stop = new AbortController();
    const running = poolWith({}).run({ fileName: 'hangs' }, undefined, stop.signal);
    setTimeout(() => stop.abort(), 300);
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });
});
