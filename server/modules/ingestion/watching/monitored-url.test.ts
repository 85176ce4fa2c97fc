import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listAudit } from '../../../../contracts/audit.ts';
import { ingestUrl, listIngestions, listVersions } from '../../../../contracts/ingestion.ts';
import { deleteMaterial, listMaterials } from '../../../../contracts/library.ts';
import * as contracts from '../../../../contracts/watching.ts';
import { newId } from '../../../ids.ts';
import type { Background } from '../../../testing/background.ts';
import {
  startTestApp,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../../testing/test-app.ts';

type Page = { status: number; body: string; headers: Record<string, string> };

let app: TestApp;
let school: TestOrganization;
let teacher: TestPerson;
let server: Server;
let site: string;
/** How far the clock of the app is ahead of the real one. */
let ahead = 0;
let page: Page;
let requests: IncomingHttpHeaders[];
let robots = { status: 404, body: '' };
let counter = 0;
let url: string;

const html = (text: string, beside = '') =>
  `<!doctype html><html lang="en"><head><title>Rivers</title></head><body>${beside}<main><h1>Rivers</h1><p>${text}</p><p>A delta is the land that a river builds at its mouth out of sand and mud.</p></main></body></html>`;
const RIVER = 'A river is a natural stream of water that flows to a sea or a lake.';
const CHANGED = 'A river is a large natural stream of water that flows to the sea.';

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/robots.txt') {
      response.writeHead(robots.status).end(robots.body);
      return;
    }
    requests.push(request.headers);
    const { etag } = page.headers;
    const isKnown = etag !== undefined && request.headers['if-none-match'] === etag;
    response
      .writeHead(isKnown ? 304 : page.status, { 'content-type': 'text/html', ...page.headers })
      .end(isKnown ? '' : page.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  app = await startTestApp({ work: true, clock: { now: () => new Date(Date.now() + ahead) } });
});
afterAll(async () => {
  await app.close();
  server.close();
});

beforeEach(async () => {
  counter += 1;
  requests = [];
  // A host of its own for each test: its rules are remembered.
  site = `http://127.0.0.${counter}:${(server.address() as AddressInfo).port}`;
  robots = { status: 404, body: '' };
  page = { status: 200, body: html(RIVER), headers: {} };
  url = `${site}/rivers`;
  school = await app.organization();
  teacher = school.instructor;
});

// What is monitored still would be due in the tests that follow.
afterEach(async () => {
  const { body } = await teacher.call(contracts.listMonitoredUrls);
  for (const { id } of body.items)
    await teacher.call(contracts.deleteMonitoredUrl, { params: { id } });
});

const until: Background['until'] = (what, read, options) =>
  app.background.until(what, read, options);

const urlOf = async (id: string) => {
  const { body } = await teacher.call(contracts.listMonitoredUrls);
  const found = body.items.find((item) => item.id === id);
  if (!found) throw new Error('The address is not listed.');
  return found;
};

/** The check is over, and so is the reading of what it brought. */
const checked = (id: string, since: number) =>
  until('the address was checked', async () => {
    const one = await urlOf(id);
    const { body } = await teacher.call(listIngestions, { query: { open: 'true' } });
    const isOver = one.lastCheckedAt !== null && Date.parse(one.lastCheckedAt) >= since;
    return isOver && !one.checking && body.items.length === 0 && one;
  });

async function monitor(intervalMinutes = 60) {
  const since = Date.now() + ahead;
  const { status, body } = await teacher.call(contracts.addMonitoredUrl, {
    body: { url, intervalMinutes },
  });
  expect(status).toBe(201);
  return checked(body.id, since);
}

/** Lets time go by and has the address checked, as a person asks for it. */
async function check(id: string) {
  ahead += 1000;
  const since = Date.now() + ahead;
  await teacher.call(contracts.checkMonitoredUrl, { params: { id } });
  return checked(id, since);
}

/** What the clock does each minute. */
async function sweep() {
  const task = app.platform.app.modules
    .flatMap(({ tasks = [] }) => tasks)
    .find(({ name }) => name === 'watching.sweep');
  await task?.run({}, { signal: new AbortController().signal });
}

const minutesTo = (one: contracts.MonitoredUrl) =>
  Math.round((Date.parse(one.nextCheckAt ?? '') - Date.parse(one.lastCheckedAt ?? '')) / 60_000);
const versionsOf = async (materialId: string | null) =>
  (await teacher.call(listVersions, { params: { id: materialId ?? '' } })).body.items;
const materials = async () => (await teacher.call(listMaterials, { query: {} })).body.items;

describe('a monitored address', () => {
  it('is added to the library by its first check', async () => {
    const one = await monitor();
    expect(one).toMatchObject({
      outcome: 'added',
      failures: 0,
      error: null,
      materialTitle: 'Rivers',
    });
    expect(minutesTo(one)).toBe(60);
    expect(await materials()).toHaveLength(1);
  });

  it('becomes a new version where its text changes', async () => {
    const { id, materialId } = await monitor();
    page.body = html(CHANGED);
    const one = await check(id);
    expect(one).toMatchObject({ outcome: 'changed', materialId });
    expect(one.lastChangedAt).toBe(one.lastCheckedAt);
    expect((await versionsOf(materialId)).map(({ version }) => version)).toEqual([2, 1]);
  });

  it('is the same where only what stands beside the text changes, or a stamp', async () => {
    const { id, materialId } = await monitor();
    page.body = html(RIVER, '<aside><p>Buy a boat, now cheaper than ever before.</p></aside>');
    expect((await check(id)).outcome).toBe('unchanged');
    page.body = html(`${RIVER}</p><p>Last updated: 12 May 2026, 10:22`);
    expect((await check(id)).outcome).toBe('unchanged');
    expect(await versionsOf(materialId)).toHaveLength(1);
  });

  it('is asked for by its ETag, and nothing is read where the server says so', async () => {
    page.headers = { etag: '"one"' };
    const { id } = await monitor();
    expect((await check(id)).outcome).toBe('not_modified');
    expect(requests.at(-1)?.['if-none-match']).toBe('"one"');
    page = { ...page, body: html(CHANGED), headers: { etag: '"two"' } };
    expect((await check(id)).outcome).toBe('changed');
    await check(id);
    expect(requests.at(-1)?.['if-none-match']).toBe('"two"');
  });

  it('is asked for by its time of change', async () => {
    page.headers = { 'last-modified': 'Wed, 21 Oct 2026 07:28:00 GMT' };
    const { id } = await monitor();
    await check(id);
    expect(requests.at(-1)?.['if-modified-since']).toBe('Wed, 21 Oct 2026 07:28:00 GMT');
  });

  it('follows the material that came from it before', async () => {
    await teacher.call(ingestUrl, { body: { url } });
    await until('it was read', async () => (await materials())[0]?.status === 'ready');
    await until('no job is open', async () => {
      const { body } = await teacher.call(listIngestions, { query: { open: 'true' } });
      return body.items.length === 0;
    });
    // Other bytes, the same text.
    page.body = html(RIVER, '<nav>Home</nav>');
    const one = await monitor();
    expect(one).toMatchObject({ outcome: 'unchanged', materialTitle: 'Rivers' });
    page.body = html(CHANGED);
    expect(await check(one.id)).toMatchObject({ outcome: 'changed', materialId: one.materialId });
    expect(await materials()).toHaveLength(1);
    const { body } = await teacher.call(contracts.listMonitoredUrls, {
      query: { materialId: one.materialId ?? '' },
    });
    expect(body.items.map(({ id }) => id)).toEqual([one.id]);
  });

  it('does not bring back what a person deleted, unless a person asks', async () => {
    const { id, materialId } = await monitor();
    await teacher.call(deleteMaterial, { params: { id: materialId ?? '' } });
    ahead += 2 * 3600_000;
    const since = Date.now() + ahead;
    await sweep();
    const one = await checked(id, since);
    expect(one).toMatchObject({ outcome: 'failed', error: { code: 'not_found' } });
    expect(requests).toHaveLength(1);
    expect(await check(id)).toMatchObject({ outcome: 'added', failures: 0, error: null });
    expect(await materials()).toHaveLength(1);
  });
});

describe('an address that fails', () => {
  it('is asked for less and less often, and as before once it answers', async () => {
    const { id } = await monitor();
    page.status = 500;
    const waits = [];
    for (let n = 0; n < 6; n += 1) {
      const one = await check(id);
      expect(one).toMatchObject({ outcome: 'failed', failures: n + 1 });
      expect(one.error?.message).toMatch(/answered 500/);
      waits.push(minutesTo(one));
    }
    expect(waits).toEqual([120, 240, 480, 960, 1440, 1440]);
    page.status = 200;
    const well = await check(id);
    expect(well).toMatchObject({ outcome: 'unchanged', failures: 0, error: null });
    expect(minutesTo(well)).toBe(60);
  });

  it('is left alone as long as the server asks', async () => {
    const { id } = await monitor();
    page = { ...page, status: 503, headers: { 'retry-after': String(10 * 3600) } };
    expect(minutesTo(await check(id))).toBe(600);
  });

  it('is not read where robots.txt refuses it', async () => {
    robots = { status: 200, body: 'User-agent: *\nDisallow: /rivers' };
    const one = await monitor();
    expect(one).toMatchObject({ outcome: 'refused', error: { code: 'robots_refused' } });
    expect(requests).toEqual([]);
    expect(await materials()).toEqual([]);
  });

  it('is not read where robots.txt cannot be reached', async () => {
    robots = { status: 500, body: '' };
    expect(await monitor()).toMatchObject({
      outcome: 'failed',
      error: { code: 'robots_unreachable' },
    });
    expect(requests).toEqual([]);
  });

  it('says that there is no text in what it answers', async () => {
    page.body = '<html><body><img src="x.png"></body></html>';
    expect(await monitor()).toMatchObject({ outcome: 'failed', error: { code: 'no_text' } });
    expect(await materials()).toEqual([]);
  });
});

describe('the work on an address', () => {
  it('begins by the clock where it is due, and not while it is paused', async () => {
    const { id } = await monitor(30);
    await teacher.call(contracts.editMonitoredUrl, {
      params: { id },
      body: { enabled: false, intervalMinutes: 10 },
    });
    const refused = await teacher.call(contracts.checkMonitoredUrl, { params: { id } });
    expect(refused.problem.code).toBe('conflict');
    ahead += 60 * 60_000;
    await sweep();
    await app.background.idle({ task: 'watching.url', organizationId: school.id });
    expect(requests).toHaveLength(1);
    const since = Date.now() + ahead;
    await teacher.call(contracts.editMonitoredUrl, { params: { id }, body: { enabled: true } });
    await sweep();
    expect(minutesTo(await checked(id, since))).toBe(10);
    expect(requests).toHaveLength(2);
    ahead += 60_000;
    await sweep();
    await app.background.idle({ task: 'watching.url', organizationId: school.id });
    expect(requests).toHaveLength(2);
  });

  it.each([4, 43_201, 7.5])('does not take an interval of %d minutes', async (intervalMinutes) => {
    const { status } = await teacher.call(contracts.addMonitoredUrl, {
      body: { url, intervalMinutes },
    });
    expect(status).toBe(400);
  });

  it.each(['ftp://example.com/x', 'file:///etc/passwd', 'rivers'])(
    'does not take %s for an address',
    async (wrong) => {
      const { status } = await teacher.call(contracts.addMonitoredUrl, { body: { url: wrong } });
      expect(status).toBe(400);
    },
  );

  it('takes an address once', async () => {
    await monitor();
    const again = await teacher.call(contracts.addMonitoredUrl, { body: { url } });
    expect(again.problem.code).toBe('conflict');
  });

  it('is for staff of the organization, and is recorded', async () => {
    const { id } = await monitor();
    expect((await school.learner.call(contracts.listMonitoredUrls)).status).toBe(403);
    const stranger = (await app.organization()).admin;
    const foreign = { params: { id } };
    for (const call of [
      stranger.call(contracts.checkMonitoredUrl, foreign),
      stranger.call(contracts.deleteMonitoredUrl, foreign),
      stranger.call(contracts.editMonitoredUrl, { ...foreign, body: { enabled: false } }),
      teacher.call(contracts.deleteMonitoredUrl, { params: { id: newId() } }),
    ])
      expect((await call).status).toBe(404);
    await check(id);
    await teacher.call(contracts.deleteMonitoredUrl, { params: { id } });
    expect(await materials()).toHaveLength(1);
    const log = await school.admin.call(listAudit, { query: { entityType: 'monitored_urls' } });
    expect(log.body.items.map(({ action }) => action)).toEqual(['delete', 'insert']);
  });
});
