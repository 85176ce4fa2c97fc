import { readdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contracts from '../../../contracts/ingestion.ts';
import { type Item, listItems } from '../../../contracts/items.ts';
import {
  deleteMaterial,
  getMaterial,
  listChunks,
  listMaterials,
} from '../../../contracts/library.ts';
import {
  startTestApp,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../testing/test-app.ts';

const RIVERS = `# Rivers

A river is a natural stream of water that flows to a sea, a lake or another river. The source of a river is the place where it begins. The mouth of a river is the place where it ends. A tributary is a river that flows into a larger river.

## Deltas

A delta is the land that a river builds at its mouth out of sand and mud. A flood plain is the flat land beside a river that the river covers when it rises. Erosion is the wearing away of land by water, wind or ice.
`;

let app: TestApp;
let school: TestOrganization;
let teacher: TestPerson;
beforeAll(async () => {
  app = await startTestApp({ work: true });
  school = await app.organization({ name: 'School' });
  teacher = school.instructor;
});
afterAll(() => app.close());

const settled = (id: string, person = teacher): Promise<contracts.IngestionJob> =>
  app.background.until('the job ended', async () => {
    const { body } = await person.call(contracts.getIngestion, { params: { id } });
    return body.status !== 'queued' && body.status !== 'running' && body;
  });

/** Sends files as a browser does. */
async function upload(files: [name: string, content: string | Uint8Array][], person = teacher) {
  const form = new FormData();
  for (const [name, content] of files) form.append('files', new Blob([content as BlobPart]), name);
  const request = new Request('http://localhost', { method: 'POST', body: form });
  const answer = await app.platform.app.server.inject({
    method: 'POST',
    url: '/api/v1/ingestions/files',
    headers: {
      cookie: person.cookie,
      'content-type': request.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.json() };
}

const addText = (title: string, text: string, headers = {}) =>
  teacher.call(contracts.ingestText, { body: { title, text }, headers });
const itemsOf = async (materialId: string): Promise<Item[]> =>
  (await teacher.call(listItems, { query: { materialId, limit: 100 } })).body.items;

describe('a pasted text', () => {
  it('becomes passages and items that each quote their source', async () => {
    const added = await addText('Rivers', RIVERS);
    expect(added.status).toBe(202);
    const job = await settled(added.body.id);
    expect(job).toMatchObject({ status: 'completed', stage: 'done', progress: 1, error: null });
    const materialId = job.materialId ?? '';
    const material = await teacher.call(getMaterial, { params: { id: materialId } });
    expect(material.body).toMatchObject({ title: 'Rivers', status: 'ready', language: 'en' });
    expect(material.body.counts.concepts).toBeGreaterThan(3);
    const { chunks } = (
      await teacher.call(listChunks, { params: { id: materialId }, query: { limit: 20 } })
    ).body;
    const text = new Map(chunks.map((chunk) => [chunk.id, chunk.text]));
    const items = await itemsOf(materialId);
    expect(new Set(items.map(({ type }) => type))).toContain('question');
    for (const item of items) {
      expect(item.lints).toEqual([]);
      expect(item.sources.length).toBeGreaterThan(0);
      for (const { chunkId, start, end, quote } of item.sources)
        expect(text.get(chunkId)?.slice(start, end)).toBe(quote);
    }
  });

  it('is recognized when it comes again, and makes nothing twice', async () => {
    const before = (await teacher.call(listMaterials, { query: {} })).body.items.length;
    const again = await addText('Rivers, once more', RIVERS);
    const job = await settled(again.body.id);
    expect(job).toMatchObject({ status: 'completed', duplicate: true, materialTitle: 'Rivers' });
    expect((await teacher.call(listMaterials, { query: {} })).body.items).toHaveLength(before);
  });

  it('makes one job for one Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'the-same-request' };
    const text = 'A lake is a body of still water that land surrounds.';
    const first = await addText('Lakes', text, headers);
    const second = await addText('Lakes', text, headers);
    expect(second.body.id).toBe(first.body.id);
    await settled(first.body.id);
  });

  it('may come again after its material was deleted', async () => {
    const first = await settled((await addText('Ponds', 'A pond is a small lake.')).body.id);
    await teacher.call(deleteMaterial, { params: { id: first.materialId ?? '' } });
    const second = await settled((await addText('Ponds', 'A pond is a small lake.')).body.id);
    expect(second).toMatchObject({ status: 'completed', duplicate: false });
    expect(second.materialId).not.toBe(first.materialId);
  });
});

describe('files', () => {
  it('are read each by itself: one that cannot be read does not stop the others', async () => {
    const { status, body } = await upload([
      ['clouds.md', '# Clouds\n\nA cloud is a mass of tiny drops of water in the air.'],
      ['broken.pdf', '%PDF-1.7\nthis is no document'],
      ['talk.vtt', 'WEBVTT\n\n00:01.000 --> 00:04.000\nA glacier is a river of ice.\n'],
    ]);
    expect(status).toBe(202);
    const jobs = await Promise.all(
      (body.jobs as contracts.IngestionJob[]).map(({ id }) => settled(id)),
    );
    expect(jobs.map((job) => [job.source, job.status])).toEqual([
      ['clouds.md', 'completed'],
      ['broken.pdf', 'failed'],
      ['talk.vtt', 'completed'],
    ]);
    expect(jobs[1]?.error).toMatchObject({ code: 'damaged' });
    expect(jobs[2]?.counts.durationSeconds).toBeGreaterThan(0);
  });

  it('of the same name and other content are other materials', async () => {
    const [first, second] = await Promise.all(
      ['A dune is a hill of sand.', 'A reef is a ridge of rock in the sea.'].map(async (text) => {
        const { body } = await upload([['notes.txt', text]]);
        return settled(body.jobs[0].id);
      }),
    );
    expect(first?.materialId).not.toBe(second?.materialId);
  });

  it('are refused with the reason where there is nothing in them', async () => {
    const none = await upload([]);
    expect(none.status).toBe(400);
    const empty = await upload([['empty.txt', '']]);
    expect(empty.status).toBe(400);
    expect(empty.body.detail).toContain('empty');
  });

  it('are taken all or none: an empty one among them keeps the others out', async () => {
    const before = (await teacher.call(contracts.listIngestions, { query: {} })).body.items.length;
    const mixed = await upload([
      ['fjord.txt', 'A fjord is a narrow arm of the sea between cliffs.'],
      ['void.txt', ''],
      ['atoll.txt', 'An atoll is a reef around a lagoon.'],
    ]);
    expect(mixed.status).toBe(400);
    expect(mixed.body.detail).toContain('void.txt');
    const { body } = await teacher.call(contracts.listIngestions, { query: {} });
    expect(body.items).toHaveLength(before);
  });

  it('leave nothing in the temporary folder', async () => {
    const left = await readdir(path.join(app.deps.config.dataDir, 'tmp'), {
      recursive: true,
      withFileTypes: true,
    });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  });

  it('are for those who teach', async () => {
    const { status } = await upload([['a.txt', 'A cape is land.']], school.learner);
    expect(status).toBe(403);
  });
});

describe('a job', () => {
  it('that failed can be tried again, and fails the same way without doubling anything', async () => {
    const { body } = await upload([['worse.pdf', '%PDF-1.4\nnothing of it']]);
    const failed = await settled(body.jobs[0].id);
    const retried = await teacher.call(contracts.retryIngestion, { params: { id: failed.id } });
    expect(retried.body.status).toBe('queued');
    const again = await settled(failed.id);
    expect(again).toMatchObject({ status: 'failed', materialId: failed.materialId });
  });

  it('that is stopped takes back what is half made, and the source can be added anew', async () => {
    const long = Array.from(
      { length: 300 },
      (_, n) => `## Part ${n}\n\nA thing${n} is a device that does the work of number ${n}.`,
    ).join('\n\n');
    const { body: job } = await addText('Long', long);
    await teacher.call(contracts.cancelIngestion, { params: { id: job.id } });
    expect(await settled(job.id)).toMatchObject({ status: 'cancelled', materialId: null });
    const titles = (await teacher.call(listMaterials, { query: {} })).body.items;
    expect(titles.map(({ title }) => title)).not.toContain('Long');
    const retried = await teacher.call(contracts.retryIngestion, { params: { id: job.id } });
    expect(retried.problem.detail).toContain('add it again');
    const done = await settled((await addText('Long', long)).body.id);
    expect(done).toMatchObject({ status: 'completed', duplicate: false });
    const query = { limit: 100 };
    const { body } = await teacher.call(listChunks, {
      params: { id: done.materialId ?? '' },
      query,
    });
    expect(body.chunks.map(({ position }) => position)).toEqual(body.chunks.map((_, n) => n));
  });

  it('that has ended cannot be stopped', async () => {
    const done = await settled((await addText('Rivers', RIVERS)).body.id);
    const { status } = await teacher.call(contracts.cancelIngestion, { params: { id: done.id } });
    expect(status).toBe(409);
  });

  it('is nothing to another organization', async () => {
    const other = await app.organization({ name: 'Company' });
    const mine = (await teacher.call(contracts.listIngestions, { query: {} })).body.items[0];
    const { status } = await other.admin.call(contracts.getIngestion, {
      params: { id: mine?.id ?? '' },
    });
    expect(status).toBe(404);
    expect((await other.admin.call(contracts.listIngestions, { query: {} })).body.items).toEqual(
      [],
    );
  });
});

describe('the stream of events', () => {
  it('tells staff of their jobs, whoever comes and goes beside them', async () => {
    const { server } = app.platform.app;
    await server.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.server.address() as AddressInfo;
    const watch = async (person: TestPerson) => {
      const stop = new AbortController();
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/events`, {
        headers: { cookie: person.cookie },
        signal: stop.signal,
      });
      return { body: answer.body, stop: () => stop.abort() };
    };
    const first = await watch(school.learner);
    const second = await watch(school.learner);
    first.stop();
    const staff = await watch(teacher);
    second.stop();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const added = await addText('Capes', 'A cape is a piece of high land that juts into the sea.');
    let heard = '';
    for await (const part of staff.body ?? []) {
      heard += Buffer.from(part).toString();
      if (heard.includes(added.body.id) && heard.includes('"completed"')) break;
    }
    staff.stop();
    expect(heard).toContain('event: ingestion');
  });
});

describe('an address', () => {
  it('that does not answer fails with a reason that says what to do', async () => {
    const { body } = await teacher.call(contracts.ingestUrl, {
      body: { url: 'http://127.0.0.1:9/nothing' },
    });
    const job = await settled(body.id);
    expect(job.status).toBe('failed');
    expect(job.error?.message).toMatch(/\w+/);
    expect(job.materialId).toBeNull();
  });
});
