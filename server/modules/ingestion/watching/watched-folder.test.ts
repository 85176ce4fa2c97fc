import {
  appendFile,
  mkdir,
  mkdtemp,
  realpath,
  rename,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listAudit } from '../../../../contracts/audit.ts';
import { listIngestions, listVersions } from '../../../../contracts/ingestion.ts';
import { deleteMaterial, getMaterial, listMaterials } from '../../../../contracts/library.ts';
import * as contracts from '../../../../contracts/watching.ts';
import { withTenant } from '../../../db/tenant.ts';
import { newId } from '../../../ids.ts';
import type { Background } from '../../../testing/background.ts';
import {
  startTestApp,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../../testing/test-app.ts';
import { claimFolder } from './repo/folders.ts';

let app: TestApp;
let school: TestOrganization;
let teacher: TestPerson;
let root: string;
let folder: string;
/** How far the clock of the app is ahead of the real one, which the files have. */
let ahead = 0;

beforeAll(async () => {
  root = await realpath(await mkdtemp(path.join(tmpdir(), 'lectern-root-')));
  app = await startTestApp({
    work: true,
    clock: { now: () => new Date(Date.now() + ahead) },
    env: { LECTERN_WATCH_ROOTS: root },
  });
});
afterAll(async () => {
  await app.close();
  await rm(root, { recursive: true });
});

let counter = 0;
beforeEach(async () => {
  counter += 1;
  folder = path.join(root, `folder-${counter}`);
  await mkdir(folder);
  school = await app.organization();
  teacher = school.instructor;
});

// What is watched still would be due in the tests that follow.
afterEach(async () => {
  const { body } = await teacher.call(contracts.listWatchedFolders);
  for (const { id } of body.items)
    await teacher.call(contracts.deleteWatchedFolder, { params: { id } });
});

const text = (subject: string) =>
  `A ${subject} is a natural thing. The ${subject} of this text was seen in the north. People who live beside a ${subject} know it well.\n`;
const put = (name: string, content = text(path.basename(name, '.txt'))) =>
  writeFile(path.join(folder, name), content);

const until: Background['until'] = (what, read, options) =>
  app.background.until(what, read, options);

type FolderInput = { recursive?: boolean; autoProcess?: boolean; fileTypes?: string[] };

async function watch(options: FolderInput = {}, person = teacher): Promise<string> {
  const { status, body } = await person.call(contracts.addWatchedFolder, {
    body: { path: folder, ...options },
  });
  expect(status).toBe(201);
  await looked(body.id, 0, person);
  return body.id;
}

const folderOf = async (id: string, person = teacher) => {
  const { body } = await person.call(contracts.listWatchedFolders);
  const found = body.items.find((item) => item.id === id);
  if (!found) throw new Error('The folder is not listed.');
  return found;
};

const looked = (id: string, since: number, person = teacher) =>
  until('the folder was looked through', async () => {
    const { lastScanAt, scanning } = await folderOf(id, person);
    return !scanning && lastScanAt !== null && Date.parse(lastScanAt) >= since;
  });

/** Lets time go by and has the folder looked through. */
async function look(id: string, seconds = 15, person = teacher): Promise<void> {
  ahead += seconds * 1000;
  const since = Date.now() + ahead;
  await person.call(contracts.scanWatchedFolder, { params: { id } });
  await looked(id, since, person);
}

async function filesOf(id: string, person = teacher) {
  const { body } = await person.call(contracts.listWatchedFiles, {
    params: { id },
    query: { limit: 100 },
  });
  return new Map(body.items.map((file) => [file.path, file]));
}
const statesOf = async (id: string) =>
  Object.fromEntries([...(await filesOf(id))].map(([name, { state }]) => [name, state]));

/** All that was found has been read to its end. */
const read = (id: string, person = teacher) =>
  until('all was read', async () => {
    const files = [...(await filesOf(id, person)).values()];
    const { body } = await person.call(listIngestions, { query: { open: 'true' } });
    return body.items.length === 0 && files.every(({ reading }) => !reading) && files.length > 0;
  });

const materials = async (person = teacher) =>
  (await person.call(listMaterials, { query: { limit: 100 } })).body.items;

describe('a watched folder', () => {
  it('brings in the files that are there and those that come, nested ones too', async () => {
    await put('lake.txt');
    await mkdir(path.join(folder, 'in/deep'), { recursive: true });
    await put('in/deep/river.txt');
    await put('notes.tmp');
    const id = await watch();
    expect(await statesOf(id)).toEqual({ 'in/deep/river.txt': 'settling', 'lake.txt': 'settling' });
    await look(id);
    await put('pond.txt');
    await look(id);
    expect(await statesOf(id)).toEqual({
      'in/deep/river.txt': 'added',
      'lake.txt': 'added',
      'pond.txt': 'settling',
    });
    await look(id);
    await read(id);
    expect((await materials()).map(({ title }) => title).sort()).toEqual(['lake', 'pond', 'river']);
    expect((await folderOf(id)).counts).toMatchObject({ added: 3, settling: 0, failed: 0 });
  });

  it('waits for a file that is still being written', async () => {
    const id = await watch();
    await put('lake.txt', 'A lake');
    for (let n = 0; n < 3; n += 1) {
      await look(id);
      expect(await statesOf(id)).toEqual({ 'lake.txt': 'settling' });
      await appendFile(path.join(folder, 'lake.txt'), ` is wide ${n}`);
    }
    await look(id);
    expect(await statesOf(id)).toEqual({ 'lake.txt': 'settling' });
    await look(id);
    expect(await statesOf(id)).toEqual({ 'lake.txt': 'added' });
  });

  it('waits for a file that has nothing in it, and for one from the future', async () => {
    await put('empty.txt', '');
    await put('future.txt');
    const later = (Date.now() + ahead) / 1000 + 3600;
    await utimes(path.join(folder, 'future.txt'), later, later);
    const id = await watch();
    await look(id);
    await look(id);
    expect(await statesOf(id)).toEqual({ 'empty.txt': 'settling', 'future.txt': 'settling' });
    await look(id, 3700);
    expect(await statesOf(id)).toEqual({ 'empty.txt': 'settling', 'future.txt': 'added' });
  });

  it('looks at its own files alone where it is not recursive, and at the wanted kinds', async () => {
    await mkdir(path.join(folder, 'in'));
    await put('in/river.txt');
    await put('lake.txt');
    await put('pond.md');
    const id = await watch({ recursive: false, fileTypes: ['.MD'] });
    expect(await statesOf(id)).toEqual({ 'pond.md': 'settling' });
    await teacher.call(contracts.editWatchedFolder, {
      params: { id },
      body: { recursive: true, fileTypes: ['md', 'txt'] },
    });
    await look(id);
    expect(Object.keys(await statesOf(id)).sort()).toEqual(['in/river.txt', 'lake.txt', 'pond.md']);
  });

  it('does not read what a link outside of the root leads to', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'lectern-outside-'));
    await writeFile(path.join(outside, 'secret.txt'), text('secret'));
    await symlink(path.join(outside, 'secret.txt'), path.join(folder, 'secret.txt'));
    await symlink(outside, path.join(folder, 'linked'));
    await put('lake.txt');
    const id = await watch();
    await look(id);
    // A link that takes the place of a file which was seen.
    await put('pond.txt');
    await look(id);
    await rm(path.join(folder, 'pond.txt'));
    await symlink(path.join(outside, 'secret.txt'), path.join(folder, 'pond.txt'));
    await look(id);
    await look(id);
    await read(id);
    expect((await materials()).map(({ title }) => title)).toEqual(['lake']);
    await rm(outside, { recursive: true });
  });
});

describe('a file that changes on the disk', () => {
  async function watchedLake() {
    await put('lake.txt');
    const id = await watch();
    await look(id);
    await read(id);
    const materialId = (await filesOf(id)).get('lake.txt')?.materialId ?? '';
    return { id, materialId };
  }
  const versionsOf = async (materialId: string) =>
    (await teacher.call(listVersions, { params: { id: materialId } })).body.items;

  it('becomes a new version of its material', async () => {
    const { id, materialId } = await watchedLake();
    await put('lake.txt', `${text('lake')}A lake has no way out to the sea.\n`);
    await look(id);
    await look(id);
    await read(id);
    expect((await filesOf(id)).get('lake.txt')).toMatchObject({ state: 'added', materialId });
    expect(
      (await versionsOf(materialId)).map(({ version, current }) => [version, current]),
    ).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(await materials()).toHaveLength(1);
  });

  it('makes no version where it was written again with the same text', async () => {
    const { id, materialId } = await watchedLake();
    await put('lake.txt');
    await look(id);
    await look(id);
    expect((await filesOf(id)).get('lake.txt')).toMatchObject({ state: 'added', materialId });
    expect(await versionsOf(materialId)).toHaveLength(1);
  });

  it('is known again under another name', async () => {
    const { id, materialId } = await watchedLake();
    await rename(path.join(folder, 'lake.txt'), path.join(folder, 'sea.txt'));
    await look(id);
    await look(id);
    expect(await statesOf(id)).toEqual({ 'lake.txt': 'gone', 'sea.txt': 'added' });
    expect((await filesOf(id)).get('sea.txt')).toMatchObject({ materialId });
    await put('sea.txt', `${text('lake')}It is called a sea.\n`);
    await look(id);
    await look(id);
    await read(id);
    expect(await versionsOf(materialId)).toHaveLength(2);
  });

  it('keeps its material when it is removed, and is known when it comes back', async () => {
    const { id, materialId } = await watchedLake();
    await rename(path.join(folder, 'lake.txt'), path.join(root, 'aside'));
    await look(id);
    expect(await statesOf(id)).toEqual({ 'lake.txt': 'gone' });
    expect((await teacher.call(getMaterial, { params: { id: materialId } })).status).toBe(200);
    await rename(path.join(root, 'aside'), path.join(folder, 'lake.txt'));
    await look(id);
    expect((await filesOf(id)).get('lake.txt')).toMatchObject({ state: 'added', materialId });
  });

  it('of two files with one content, the first speaks for the material', async () => {
    await put('a.txt', text('lake'));
    await put('b.txt', text('lake'));
    const id = await watch();
    await look(id);
    await read(id);
    expect(await materials()).toHaveLength(1);
    await put('b.txt', text('pond'));
    await look(id);
    await look(id);
    await read(id);
    const files = await filesOf(id);
    expect(await materials()).toHaveLength(2);
    expect(files.get('a.txt')?.materialId).not.toBe(files.get('b.txt')?.materialId);
  });

  it('does not bring back a material that a person deleted, unless a person wants it', async () => {
    const { id, materialId } = await watchedLake();
    await teacher.call(deleteMaterial, { params: { id: materialId } });
    await look(id);
    expect(await materials()).toEqual([]);
    await put('lake.txt', `${text('lake')}More.\n`);
    await look(id);
    await look(id);
    expect(await statesOf(id)).toEqual({ 'lake.txt': 'found' });
    expect(await materials()).toEqual([]);
    const { body } = await teacher.call(contracts.addWatchedFiles, { params: { id }, body: {} });
    expect(body.wanted).toBe(1);
    await look(id);
    await read(id);
    expect(await materials()).toHaveLength(1);
  });
});

describe('a folder whose files wait for a person', () => {
  it('lists what it found and adds what they choose', async () => {
    await put('lake.txt');
    await put('pond.txt');
    const id = await watch({ autoProcess: false });
    await look(id);
    await look(id);
    expect(await statesOf(id)).toEqual({ 'lake.txt': 'found', 'pond.txt': 'found' });
    expect(await materials()).toEqual([]);
    const fileId = (await filesOf(id)).get('pond.txt')?.id ?? '';
    const { body } = await teacher.call(contracts.addWatchedFiles, {
      params: { id },
      body: { fileIds: [fileId] },
    });
    expect(body.wanted).toBe(1);
    await look(id);
    await read(id);
    expect(await statesOf(id)).toEqual({ 'lake.txt': 'found', 'pond.txt': 'added' });
    expect((await materials()).map(({ title }) => title)).toEqual(['pond']);
  });

  it('forgets a file that went before anybody wanted it', async () => {
    await put('lake.txt');
    const id = await watch({ autoProcess: false });
    await rm(path.join(folder, 'lake.txt'));
    await look(id);
    expect(await statesOf(id)).toEqual({});
  });
});

describe('what goes wrong', () => {
  it('is said at the file: too large, or damaged', async () => {
    await put('large.txt', 'x');
    await truncate(path.join(folder, 'large.txt'), 201 * 2 ** 20);
    await put('broken.pdf', '%PDF-1.7 and nothing else');
    await put('lake.txt');
    const id = await watch();
    await look(id);
    await read(id);
    const files = await filesOf(id);
    expect(files.get('large.txt')).toMatchObject({ state: 'failed', error: { code: 'too_large' } });
    expect(files.get('broken.pdf')).toMatchObject({
      state: 'failed',
      materialId: expect.any(String),
    });
    expect(files.get('broken.pdf')?.error?.message).not.toBe('');
    expect(files.get('lake.txt')).toMatchObject({ state: 'added', error: null });
    expect((await folderOf(id)).counts).toMatchObject({ failed: 2, added: 1 });
    const failed = await teacher.call(contracts.listWatchedFiles, {
      params: { id },
      query: { state: 'failed', limit: 1 },
    });
    expect(failed.body.items.map((file) => file.path)).toEqual(['broken.pdf']);
    const next = await teacher.call(contracts.listWatchedFiles, {
      params: { id },
      query: { state: 'failed', limit: 1, cursor: failed.body.nextCursor ?? '' },
    });
    expect(next.body).toMatchObject({ items: [{ path: 'large.txt' }], nextCursor: null });
  });

  it('is said at the folder when it is not there, and its files are not taken for gone', async () => {
    await put('lake.txt');
    const id = await watch();
    await look(id);
    await read(id);
    await rename(folder, `${folder}-aside`);
    await look(id);
    expect((await folderOf(id)).lastError).toMatch(/is not there/);
    expect(await statesOf(id)).toEqual({ 'lake.txt': 'added' });
    await rename(`${folder}-aside`, folder);
    await look(id);
    expect((await folderOf(id)).lastError).toBeNull();
  });

  it('of a folder that became a link out of the root, nothing is read', async () => {
    const id = await watch();
    const outside = await mkdtemp(path.join(tmpdir(), 'lectern-outside-'));
    await writeFile(path.join(outside, 'secret.txt'), text('secret'));
    await rm(folder, { recursive: true });
    await symlink(outside, folder);
    await look(id);
    await look(id);
    expect((await folderOf(id)).lastError).toMatch(/not in a folder that may be watched/);
    expect(await statesOf(id)).toEqual({});
    await rm(outside, { recursive: true });
  });
});

describe('the work on a folder', () => {
  it('is left to the scan that has it, and taken over from one that died', async () => {
    const id = await watch();
    const now = new Date(Date.now() + ahead);
    const held = new Date(now.getTime() + 10 * 60_000);
    await withTenant(app.database, school.system, (trx) =>
      claimFolder(
        trx,
        { organizationId: school.id, id },
        { now, busyUntil: held, nextScanAt: held },
      ),
    );
    expect(await folderOf(id)).toMatchObject({ scanning: true });
    await put('lake.txt');
    await teacher.call(contracts.scanWatchedFolder, { params: { id } });
    await app.background.idle({ task: 'watching.folder', organizationId: school.id });
    expect(await statesOf(id)).toEqual({});
    await look(id, 11 * 60);
    expect(await statesOf(id)).toEqual({ 'lake.txt': 'settling' });
  });

  it('begins by the clock where it is due, and not while it is paused', async () => {
    const sweep = app.platform.app.modules
      .flatMap(({ tasks = [] }) => tasks)
      .find(({ name }) => name === 'watching.sweep');
    const run = () => sweep?.run({}, { signal: new AbortController().signal });
    const id = await watch();
    const paused = await teacher.call(contracts.editWatchedFolder, {
      params: { id },
      body: { enabled: false },
    });
    expect(paused.body).toMatchObject({ enabled: false, nextScanAt: null });
    const refused = await teacher.call(contracts.scanWatchedFolder, { params: { id } });
    expect(refused.problem.code).toBe('conflict');
    await put('lake.txt');
    ahead += 120_000;
    await run();
    await app.background.idle({ task: 'watching.folder', organizationId: school.id });
    expect(await statesOf(id)).toEqual({});
    await teacher.call(contracts.editWatchedFolder, { params: { id }, body: { enabled: true } });
    await until('it was seen', async () => (await filesOf(id)).size === 1);
    ahead += 120_000;
    await run();
    await until('it was added', async () => (await folderOf(id)).counts.added === 1);
  });
});

describe('who may have what watched', () => {
  it('refuses a folder outside of the roots, and the same files twice', async () => {
    const add = (at: string, recursive = true) =>
      teacher.call(contracts.addWatchedFolder, { body: { path: at, recursive } });
    const outside = await add('/etc');
    expect([outside.status, outside.problem.detail]).toEqual([400, expect.stringContaining(root)]);
    await watch();
    expect((await add(folder)).problem.code).toBe('conflict');
    expect((await add(root)).problem.code).toBe('conflict');
    expect((await add(root, false)).status).toBe(201);
  });

  it('lets two organizations watch one folder, each for itself', async () => {
    await put('lake.txt');
    const college = await app.organization({ name: 'College' });
    const ours = await watch();
    const theirs = await watch({}, college.instructor);
    await look(ours);
    await look(theirs, 1, college.instructor);
    await read(ours);
    await read(theirs, college.instructor);
    expect(await materials()).toHaveLength(1);
    expect(await materials(college.instructor)).toHaveLength(1);
    const foreign = { params: { id: theirs } };
    for (const call of [
      teacher.call(contracts.deleteWatchedFolder, foreign),
      teacher.call(contracts.scanWatchedFolder, foreign),
      teacher.call(contracts.editWatchedFolder, { ...foreign, body: { enabled: false } }),
      teacher.call(contracts.listWatchedFiles, foreign),
      teacher.call(contracts.addWatchedFiles, { ...foreign, body: {} }),
    ])
      expect((await call).status).toBe(404);
  });

  it('is for staff, and is recorded', async () => {
    const id = await watch();
    await look(id);
    expect((await school.learner.call(contracts.listWatchedFolders)).status).toBe(403);
    await teacher.call(contracts.deleteWatchedFolder, { params: { id } });
    expect((await teacher.call(contracts.listWatchedFolders)).body.items).toEqual([]);
    const log = await school.admin.call(listAudit, {
      query: { entityType: 'watched_folders' },
    });
    expect(log.body.items.map(({ action }) => action)).toEqual(['delete', 'insert']);
  });

  it('answers that there is no such folder', async () => {
    const { status } = await teacher.call(contracts.scanWatchedFolder, { params: { id: newId() } });
    expect(status).toBe(404);
  });
});

// Last, because reading them all would hold up the others.
describe('many files', () => {
  it('are taken in several runs, each once', async () => {
    for (let n = 0; n < 200; n += 1)
      await put(`file-${n}.txt`, `The number of this file is ${n}.\n`);
    const id = await watch();
    await look(id);
    await until('all were added', async () => (await folderOf(id)).counts.added === 200);
    const { body } = await teacher.call(listMaterials, { query: { limit: 100 } });
    expect(body.items).toHaveLength(100);
    const before = (await teacher.call(listIngestions, { query: { limit: 1 } })).body.items[0]?.id;
    await look(id);
    expect((await teacher.call(listIngestions, { query: { limit: 1 } })).body.items[0]?.id).toBe(
      before,
    );
  });
});
