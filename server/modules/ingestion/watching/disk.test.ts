import { createHash } from 'node:crypto';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyWatchedFile } from './read-file.ts';
import { openFolder } from './roots.ts';
import { walkFolder } from './walk.ts';

let base: string;
let root: string;
let limits: { watchRoots: string[]; dataDir: string };
const signal = new AbortController().signal;

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'lectern-watch-'));
  root = path.join(base, 'root');
  for (const folder of ['root/in/deep', 'root-beside', 'secret', 'data'])
    await mkdir(path.join(base, folder), { recursive: true });
  await writeFile(path.join(base, 'secret/key.txt'), 'a secret');
  await writeFile(path.join(base, 'data/master-key.txt'), 'a key');
  limits = { watchRoots: [root], dataDir: path.join(base, 'data') };
});
afterEach(() => rm(base, { recursive: true }));

const put = async (name: string, text = name) => {
  await writeFile(path.join(root, name), text);
  return path.join(root, name);
};

describe('a folder that somebody wants to have watched', () => {
  it('is opened where it lies below a root', async () => {
    const { real } = await openFolder(path.join(root, 'in'), limits);
    expect(path.basename(real)).toBe('in');
    expect((await openFolder(root, limits)).real).toBe((await openFolder(root, limits)).root);
  });

  it('says how to allow it where the operator allows none', async () => {
    await expect(openFolder(root, { ...limits, watchRoots: [] })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('LECTERN_WATCH_ROOTS'),
    });
  });

  it.each([
    ['outside of the roots', 'secret'],
    ['named nearly like a root', 'root-beside'],
    ['reached by going up', 'root/../secret'],
    ['above a root', '.'],
  ])('is refused where it lies %s', async (_name, folder) => {
    await expect(openFolder(`${base}/${folder}`, limits)).rejects.toThrow(/not in a folder/);
  });

  it('is refused without a word on what exists outside', async () => {
    const missing = openFolder(path.join(base, 'nothing-here'), limits);
    await expect(missing).rejects.toThrow(/not in a folder that may be watched/);
  });

  it('is refused where a link leads out of the root', async () => {
    await symlink(path.join(base, 'secret'), path.join(root, 'link'));
    await expect(openFolder(path.join(root, 'link'), limits)).rejects.toThrow(/not in a folder/);
  });

  it('is refused where it holds the data of the platform itself', async () => {
    const wide = { ...limits, watchRoots: [base] };
    await expect(openFolder(path.join(base, 'data'), wide)).rejects.toThrow(/not in a folder/);
    await expect(openFolder(path.join(base, 'secret'), wide)).resolves.toBeDefined();
  });

  it.each([
    ['root/gone', /is not there/],
    ['root/file.txt', /is a file/],
  ])('says what is wrong with %s', async (name, message) => {
    await put('file.txt');
    await expect(openFolder(path.join(base, name), limits)).rejects.toThrow(message);
  });
});

describe('looking through a folder', () => {
  const walk = async (
    options: { recursive?: boolean; maxFiles?: number; folder?: string; roots?: string[] } = {},
  ) => {
    const allowed = { ...limits, watchRoots: options.roots ?? limits.watchRoots };
    return walkFolder(await openFolder(options.folder ?? root, allowed), {
      recursive: options.recursive ?? true,
      fileTypes: ['txt', 'pdf'],
      maxFiles: options.maxFiles ?? 100,
      except: limits.dataDir,
      signal,
    });
  };
  const names = async (options = {}) => (await walk(options)).files.map((file) => file.path);

  it('finds the files of the wanted kinds, in it and below', async () => {
    await put('b.txt');
    await put('in/deep/a.pdf');
    await put('in/picture.png');
    await put('in/~$lock.txt');
    await mkdir(path.join(root, '.git'));
    await put('.git/hidden.txt');
    expect(await names()).toEqual(['b.txt', 'in/deep/a.pdf']);
    expect(await names({ recursive: false })).toEqual(['b.txt']);
  });

  it('sees a linked file inside the root, and none that leads out of it', async () => {
    await put('in/real.txt');
    await symlink(path.join(root, 'in/real.txt'), path.join(root, 'inside.txt'));
    await symlink(path.join(base, 'secret/key.txt'), path.join(root, 'outside.txt'));
    await symlink(path.join(base, 'nothing'), path.join(root, 'broken.txt'));
    await symlink(path.join(base, 'secret'), path.join(root, 'folder'));
    await symlink(root, path.join(root, 'in/circle'));
    expect(await names()).toEqual(['in/real.txt', 'inside.txt']);
  });

  it('passes over the data of the platform in a wide root', async () => {
    await symlink(path.join(base, 'data/master-key.txt'), path.join(base, 'root/key.txt'));
    expect(await names({ folder: base, roots: [base] })).toEqual(['secret/key.txt']);
  });

  it('stops where there are too many files, and says so', async () => {
    for (let n = 0; n < 5; n += 1) await put(`${n}.txt`);
    const { files, problems } = await walk({ maxFiles: 3 });
    expect(files).toHaveLength(3);
    expect(problems.join()).toMatch(/more than 3 files/);
    expect((await walk({ maxFiles: 5 })).problems).toEqual([]);
  });
});

describe('reading a file of a watched folder', () => {
  const lookOf = async (file: string) => {
    const { size, mtimeMs } = await stat(file);
    return { sizeBytes: size, modifiedAt: new Date(Math.floor(mtimeMs)) };
  };
  const target = () => path.join(base, 'target');
  const copy = async (file: string, expected?: Awaited<ReturnType<typeof lookOf>>) =>
    copyWatchedFile(file, target(), {
      expected: expected ?? (await lookOf(file)),
      maxBytes: 1000,
      limits,
      signal,
    });
  const nothingIsLeft = () => expect(stat(target())).rejects.toMatchObject({ code: 'ENOENT' });

  it('copies it and says its checksum', async () => {
    const file = await put('a.txt', 'Rivers');
    expect(await copy(file)).toEqual({
      ok: true,
      checksum: createHash('sha256').update('Rivers').digest('hex'),
    });
    expect(await readFile(target(), 'utf8')).toBe('Rivers');
  });

  it('notices that it was changed since it was seen', async () => {
    const file = await put('a.txt', 'Rivers');
    const seen = await lookOf(file);
    await appendFile(file, ' and more');
    expect(await copy(file, seen)).toMatchObject({ ok: false, code: 'changed' });
    await nothingIsLeft();
  });

  it('does not follow a link that was put in its place', async () => {
    const file = await put('a.txt', 'a secret');
    const seen = await lookOf(path.join(base, 'secret/key.txt'));
    await rm(file);
    await symlink(path.join(base, 'secret/key.txt'), file);
    expect(await copy(file, seen)).toMatchObject({ ok: false, code: 'outside' });
    await nothingIsLeft();
  });

  it('does not follow a folder that became a link', async () => {
    const file = await put('in/key.txt', 'a secret');
    const seen = await lookOf(path.join(base, 'secret/key.txt'));
    await rename(path.join(root, 'in'), path.join(root, 'in-before'));
    await symlink(path.join(base, 'secret'), path.join(root, 'in'));
    expect(await copy(file, seen)).toMatchObject({ ok: false, code: 'outside' });
  });

  it('refuses what is larger than an upload may be', async () => {
    const file = await put('a.txt');
    await truncate(file, 1001);
    expect(await copy(file)).toMatchObject({ ok: false, code: 'too_large' });
  });

  it('says that it is not there any more', async () => {
    const file = await put('a.txt');
    const seen = await lookOf(file);
    await rm(file);
    expect(await copy(file, seen)).toMatchObject({
      ok: false,
      code: 'unreadable',
      message: expect.stringContaining('not there'),
    });
  });

  it('says that it may not be read', async () => {
    const file = await put('a.txt');
    const seen = await lookOf(file);
    await chmod(file, 0o000);
    await chmod(base, 0o755);
    // The superuser may read everything: the test becomes somebody else for a moment.
    const isSuperuser = process.geteuid?.() === 0;
    if (isSuperuser) process.seteuid?.(65_534);
    try {
      expect(await copy(file, seen)).toMatchObject({
        ok: false,
        code: 'unreadable',
        message: expect.stringContaining('right to read'),
      });
    } finally {
      if (isSuperuser) process.seteuid?.(0);
    }
  });
});
