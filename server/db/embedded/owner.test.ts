import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DatabaseInUseError, DataFolderError, openEmbedded, readOwner } from './index.ts';
import { killOpener, type Opener, startOpener } from './opener.testing.ts';

let folder: string;
let dataDir: string;
const openers: Opener[] = [];

function start(dir: string, mode?: '--write'): Opener {
  const opener = startOpener(dir, mode);
  openers.push(opener);
  return opener;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lectern-owner-'));
  dataDir = path.join(folder, 'data');
  await (await openEmbedded({ dataDir })).close();
});

afterEach(async () => {
  await Promise.all(openers.splice(0).map(killOpener));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a data folder has one owner', () => {
  test('the folder is for its owner only, and closing leaves no owner behind', async () => {
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect(await readOwner(dataDir)).toBeNull();
  });

  test('a second process is refused at once and learns who has it and where', async () => {
    const database = await openEmbedded({ dataDir });
    await database.announce({ url: 'http://localhost:3000', token: 'secret' });
    const link = path.join(folder, 'link');
    await symlink(dataDir, link);

    const refusals = await Promise.all([dataDir, link].map((dir) => start(dir).first));

    for (const line of refusals) {
      expect(line).toMatchObject({
        refused: 'in use',
        pid: process.pid,
        url: 'http://localhost:3000',
      });
    }
    const error = await openEmbedded({ dataDir }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatabaseInUseError);
    expect(String(error)).toContain(`${dataDir} is in use by process ${process.pid}`);
    expect(String(error)).not.toContain('secret');
    expect((await stat(path.join(dataDir, 'owner.json'))).mode & 0o777).toBe(0o600);
    expect((await readOwner(dataDir))?.token).toBe('secret');
    await database.close();
  });

  test('of five that race, one wins', async () => {
    const firsts = await Promise.all(Array.from({ length: 5 }, () => start(dataDir).first));
    expect(firsts.filter((line) => line.opened !== undefined)).toHaveLength(1);
    expect(firsts.filter((line) => line.refused === 'in use')).toHaveLength(4);
  });

  test('after kill -9 it opens again, and every acknowledged row is there', async () => {
    for (let cycle = 0; cycle < 3; cycle++) {
      const writer = start(dataDir, '--write');
      await writer.first;
      await expect.poll(() => writer.lines.length, { timeout: 8_000 }).toBeGreaterThan(200);
      const { databasePid } = (await readOwner(dataDir))!;
      // The database itself is killed too, or only its parent, as a person might.
      if (cycle % 2 === 0) process.kill(databasePid, 'SIGKILL');
      await killOpener(writer);

      const database = await openEmbedded({ dataDir });
      const client = new pg.Client(database.connection);
      await client.connect();
      const { rows } = await client.query<{ id: string }>('select id from written');
      const found = new Set(rows.map((row) => Number(row.id)));
      await client.end();
      await database.close();
      const acknowledged = writer.lines.flatMap((line) => line.id ?? []);
      expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
    }
  });
});

describe('a data folder that cannot be used is one clear error', () => {
  test('where it cannot be made', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    const error = await openEmbedded({ dataDir: path.join(file, 'data') }).catch(String);
    expect(error).toContain('cannot be written');
    expect(error).toContain('LECTERN_DATA');
  });

  test('where another PostgreSQL made it', async () => {
    const other = path.join(folder, 'newer');
    await mkdir(path.join(other, 'postgres'), { recursive: true });
    await writeFile(path.join(other, 'postgres', 'PG_VERSION'), '19\n');
    const error = await openEmbedded({ dataDir: other }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DataFolderError);
    expect(String(error)).toContain('a newer PostgreSQL (19; this program has 18)');
    expect(await readOwner(other)).toBeNull();
  });

  test('and the major version that this program has is the one it makes', async () => {
    const made = await readFile(path.join(dataDir, 'postgres', 'PG_VERSION'), 'utf8');
    expect(made.trim()).toBe('18');
  });
});
