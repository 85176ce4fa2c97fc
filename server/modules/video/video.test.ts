import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getIngestion, listVersions } from '../../../contracts/ingestion.ts';
import * as contracts from '../../../contracts/video.ts';
import { H264, H264_FASTSTART, MPEG4_AVI, makeSampleVideo } from '../../testing/sample-video.ts';
import {
  startTestApp,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../testing/test-app.ts';
import { createUploads } from './upload.ts';

const { VIDEO_UPLOAD_PATH, VIDEO_ID_HEADER } = contracts;

let app: TestApp;
let school: TestOrganization;
let other: TestOrganization;
let folder: string;
let origin: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-video-'));
  await makeSampleVideo(path.join(folder, 'fast.mp4'), { coding: H264_FASTSTART });
  await makeSampleVideo(path.join(folder, 'late.mp4'), { coding: H264, seconds: 3 });
  await makeSampleVideo(path.join(folder, 'old.avi'), { coding: MPEG4_AVI, seconds: 2 });
  app = await startTestApp({ work: true, env: { LECTERN_MAX_VIDEO_MB: '5' } });
  school = await app.organization({ name: 'School' });
  other = await app.organization({ name: 'Other' });
  await app.platform.app.server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.platform.app.server.server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

const file = (name: string) => readFile(path.join(folder, name));
const base64 = (text: string) => Buffer.from(text).toString('base64');

type Sent = { method: string; at?: string; headers?: Record<string, string>; body?: Uint8Array };

/** A request of tus by a person; `at` is the address of the upload. */
function send(person: TestPerson, { method, at, headers = {}, body }: Sent): Promise<Response> {
  return fetch(new URL(at ?? VIDEO_UPLOAD_PATH, origin), {
    method,
    headers: { cookie: person.cookie, 'tus-resumable': '1.0.0', ...headers },
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  });
}

async function begin(person: TestPerson, size: number, name = 'a_talk.mp4'): Promise<string> {
  const response = await send(person, {
    method: 'POST',
    headers: { 'upload-length': String(size), 'upload-metadata': `filename ${base64(name)}` },
  });
  expect(response.status).toBe(201);
  return response.headers.get('location') ?? '';
}

const patch = (person: TestPerson, at: string, offset: number, body: Uint8Array) =>
  send(person, {
    method: 'PATCH',
    at,
    headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body,
  });

async function offsetOf(person: TestPerson, at: string): Promise<number> {
  return Number((await send(person, { method: 'HEAD', at })).headers.get('upload-offset'));
}

/** Uploads a file in one piece; answers the id of its video. */
async function upload(person: TestPerson, name: string): Promise<string> {
  const bytes = await file(name);
  const at = await begin(person, bytes.length, name);
  const response = await patch(person, at, 0, bytes);
  expect(response.status).toBe(204);
  return response.headers.get(VIDEO_ID_HEADER) ?? '';
}

async function settled(id: string): Promise<contracts.VideoDetail> {
  for (let n = 0; n < 300; n += 1) {
    const { body } = await school.instructor.call(contracts.getVideo, { params: { id } });
    if (body.status !== 'processing') return body;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The video was not done in time.');
}

describe('an upload', () => {
  it('becomes a video that plays, with length, size and a picture', async () => {
    const id = await upload(school.instructor, 'fast.mp4');
    const video = await settled(id);
    expect(video).toMatchObject({
      status: 'ready',
      title: 'fast',
      mediaType: 'video/mp4',
      width: 320,
      height: 180,
      frameRate: 15,
      hasAudio: true,
      play: { mediaType: 'video/mp4' },
    });
    expect(video.durationSeconds).toBeCloseTo(4, 0);
    const played = await fetch(new URL(video.play?.src ?? '', origin));
    // It played as it was, so it is what was sent.
    expect(Buffer.from(await played.arrayBuffer()).equals(await file('fast.mp4'))).toBe(true);
    const poster = await fetch(new URL(video.poster ?? '', origin));
    expect([poster.status, poster.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(await readdir(app.deps.config.uploadsDir)).toEqual([]);
  });

  it('goes on after it was broken off, also on a server that was started again', async () => {
    const bytes = await file('late.mp4');
    const at = await begin(school.instructor, bytes.length);
    await patch(school.instructor, at, 0, bytes.subarray(0, 10_000));
    expect(await offsetOf(school.instructor, at)).toBe(10_000);
    const wrong = await patch(school.instructor, at, 5_000, bytes.subarray(5_000));
    expect(wrong.status).toBe(409);

    // Another process with the same folder and database knows it.
    const again = createUploads(app.deps);
    const { default: fastify } = await import('fastify');
    const server = fastify();
    again.mount(server, async () => school.instructor.tenant);
    const address = await server.listen({ port: 0, host: '127.0.0.1' });
    const response = await fetch(new URL(at, address), {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-offset': '10000',
        'content-type': 'application/offset+octet-stream',
      },
      body: Buffer.from(bytes.subarray(10_000)),
    });
    await server.close();
    const id = response.headers.get(VIDEO_ID_HEADER) ?? '';
    const video = await settled(id);
    // Its index stood at the end: learners play a copy that begins with it.
    expect(video.status).toBe('ready');
    expect(video.title).toBe('a talk');

    // The last answer was lost: asked again, nothing is made twice.
    const repeated = await patch(school.instructor, at, bytes.length, new Uint8Array());
    expect([repeated.status, repeated.headers.get(VIDEO_ID_HEADER)]).toEqual([204, id]);
    expect(await offsetOf(school.instructor, at)).toBe(bytes.length);
    expect((await patch(school.instructor, at, 0, bytes)).status).toBe(409);
  });

  it('is refused where it is too large, is no video, or has no name', async () => {
    const { instructor } = school;
    const large = await send(instructor, {
      method: 'POST',
      headers: {
        'upload-length': String(6 * 2 ** 20),
        'upload-metadata': `filename ${base64('x')}`,
      },
    });
    expect([large.status, (await large.json()).code]).toEqual([413, 'too_large']);
    const nameless = await send(instructor, { method: 'POST', headers: { 'upload-length': '10' } });
    expect(nameless.status).toBe(400);
    const text = Buffer.from('#EXTM3U\nfile:/etc/passwd\n');
    const at = await begin(instructor, text.length, 'movie.mp4');
    expect((await patch(instructor, at, 0, text)).status).toBe(415);
    expect((await send(instructor, { method: 'HEAD', at })).status).toBe(404);
  });

  it('is open to nobody but the author who began it', async () => {
    const bytes = await file('fast.mp4');
    const at = await begin(school.instructor, bytes.length);
    for (const person of [school.admin, other.instructor]) {
      expect((await send(person, { method: 'HEAD', at })).status).toBe(404);
      expect((await patch(person, at, 0, bytes)).status).toBe(404);
      expect((await send(person, { method: 'DELETE', at })).status).toBe(404);
    }
    expect((await send(school.learner, { method: 'HEAD', at })).status).toBe(403);
    const anonymous = await fetch(new URL(at, origin), {
      method: 'HEAD',
      headers: { 'tus-resumable': '1.0.0' },
    });
    expect(anonymous.status).toBe(401);
    const foreign = await send(school.instructor, {
      method: 'PATCH',
      at,
      headers: { origin: 'https://elsewhere.example', 'upload-offset': '0' },
    });
    expect(foreign.status).toBe(403);
    expect(await offsetOf(school.instructor, at)).toBe(0);
    expect((await send(school.instructor, { method: 'DELETE', at })).status).toBe(204);
    expect((await send(school.instructor, { method: 'HEAD', at })).status).toBe(404);
  });

  it('is removed a day after anything was added to it', async () => {
    const at = await begin(school.instructor, 100);
    const name = path.join(app.deps.config.uploadsDir, path.basename(at));
    const uploads = createUploads(app.deps);
    expect(await uploads.sweep()).toBe(0);
    const past = new Date(Date.now() - 25 * 3_600_000);
    await utimes(name, past, past);
    await utimes(`${name}.json`, past, past);
    expect(await uploads.sweep()).toBe(2);
    await expect(stat(name)).rejects.toThrow('ENOENT');
  });
});

describe('a video', () => {
  it('that browsers do not play gets a copy that they do', async () => {
    const id = await upload(school.instructor, 'old.avi');
    const video = await settled(id);
    expect([video.status, video.mediaType, video.play?.mediaType]).toEqual([
      'ready',
      'video/x-msvideo',
      'video/mp4',
    ]);
  });

  it('comes from the web, and says why it does not', async () => {
    const good = await upload(school.instructor, 'fast.mp4');
    const src = (await settled(good)).play?.src ?? '';
    const added = await school.instructor.call(contracts.addVideoUrl, {
      body: { url: new URL(src, origin).toString(), title: 'From the web' },
    });
    expect([added.status, added.body.status]).toEqual([202, 'processing']);
    expect(await settled(added.body.id)).toMatchObject({ status: 'ready', title: 'From the web' });
    const bad = await school.instructor.call(contracts.addVideoUrl, {
      body: { url: `${origin}/healthz` },
    });
    const failed = await settled(bad.body.id);
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'unsupported_format' } });
    const retried = await school.instructor.call(contracts.retryVideo, {
      params: { id: failed.id },
    });
    expect(retried.body.status).toBe('processing');
    await settled(failed.id);
  });

  it('is listed, renamed with its revision, and deleted and brought back', async () => {
    const { instructor } = school;
    const id = await upload(instructor, 'fast.mp4');
    const { revision } = await settled(id);
    const change = {
      title: 'Cells',
      chapters: [
        { atSeconds: 2, title: 'B' },
        { atSeconds: 0, title: 'A' },
      ],
    };
    const update = (headers: Record<string, string>) =>
      instructor.call(contracts.updateVideo, { params: { id }, headers, body: change });
    expect((await update({})).status).toBe(428);
    const updated = await update({ 'if-match': `"${revision}"` });
    expect(updated.body.chapters.map(({ title }) => title)).toEqual(['A', 'B']);
    expect((await update({ 'if-match': `"${revision}"` })).status).toBe(412);
    const found = await instructor.call(contracts.listVideos, { query: { q: 'Cells' } });
    expect(found.body.items.map((video) => video.id)).toEqual([id]);
    expect((await instructor.call(contracts.deleteVideo, { params: { id } })).status).toBe(200);
    expect((await instructor.call(contracts.getVideo, { params: { id } })).status).toBe(404);
    const back = await instructor.call(contracts.restoreVideo, { params: { id } });
    expect(back.body.title).toBe('Cells');
  });

  it('belongs to its organization and to authors', async () => {
    const id = await upload(school.instructor, 'fast.mp4');
    await settled(id);
    const foreign = await other.admin.call(contracts.getVideo, { params: { id } });
    expect(foreign.status).toBe(404);
    expect((await school.learner.call(contracts.listVideos, { query: {} })).status).toBe(403);
  });
});

describe('the address of a file', () => {
  it('gives parts, and says what it has', async () => {
    const video = await settled(await upload(school.instructor, 'fast.mp4'));
    const address = new URL(video.play?.src ?? '', origin);
    const bytes = await file('fast.mp4');
    const get = (headers: Record<string, string>, method = 'GET') =>
      fetch(address, { method, headers });
    const part = await get({ range: 'bytes=100-199' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${bytes.length}`);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100, 200))).toBe(true);
    const end = await get({ range: 'bytes=-10' });
    expect(Buffer.from(await end.arrayBuffer()).equals(bytes.subarray(-10))).toBe(true);
    const outside = await get({ range: `bytes=${bytes.length}-` });
    expect([outside.status, outside.headers.get('content-range')]).toEqual([
      416,
      `bytes */${bytes.length}`,
    ]);
    const head = await get({}, 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
    expect(head.headers.get('x-content-type-options')).toBe('nosniff');
    const etag = head.headers.get('etag') ?? '';
    expect((await get({ 'if-none-match': etag })).status).toBe(304);
    const same = await get({ range: 'bytes=0-9', 'if-range': etag });
    const changed = await get({ range: 'bytes=0-9', 'if-range': '"another"' });
    expect([same.status, changed.status]).toEqual([206, 200]);
    await Promise.all([end, same, changed].map((one) => one.bodyUsed || one.arrayBuffer()));
  });

  it('is good for that file alone, and shows no place in the storage', async () => {
    const video = await settled(await upload(school.instructor, 'fast.mp4'));
    const src = video.play?.src ?? '';
    expect(src).not.toContain('original');
    const status = async (address: string) => (await fetch(new URL(address, origin))).status;
    expect(await status(src.replace(/&s=.{4}/, '&s=AAAA'))).toBe(403);
    expect(await status(src.replace('/video?', '/poster?'))).toBe(403);
    expect(await status(src.replace(school.id, other.id))).toBe(403);
    expect(await status(src.replace(/\?e=\d+/, '?e=9999999999'))).toBe(403);
    expect(await status(src.replace(/\?.*/, ''))).toBe(403);
  });
});

describe('captions', () => {
  const VTT = 'WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nWater moves through a membrane.\n';

  it('are converted, kept one a language, and given out as text and as cues', async () => {
    const { instructor } = school;
    const id = await upload(instructor, 'fast.mp4');
    await settled(id);
    const add = (text: string, language = 'en') =>
      instructor.call(contracts.addTrack, {
        params: { id },
        body: { kind: 'captions', language, label: language, isDefault: true, text },
      });
    const track = await add(VTT.replace('WEBVTT\n\n', '1\n').replaceAll('.000', ',000'));
    expect([track.status, track.body.cueCount]).toEqual([201, 1]);
    expect((await add(VTT)).status).toBe(409);
    const broken = await add('WEBVTT\n\nnow --> later\nx', 'de');
    expect(broken.problem.errors?.[0]?.message).toContain('Line 3');
    await add(VTT, 'ar');
    const { body: video } = await instructor.call(contracts.getVideo, { params: { id } });
    expect(video.tracks.map(({ language, isDefault }) => [language, isDefault])).toEqual([
      ['ar', true],
      ['en', false],
    ]);
    const [first] = video.tracks;
    const vtt = await fetch(new URL(first?.src ?? '', origin));
    expect(vtt.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    expect(await vtt.text()).toBe(VTT);
    const cues = await fetch(new URL(first?.cuesSrc ?? '', origin));
    expect(await cues.json()).toEqual({
      cues: [{ start: 0, end: 2, speaker: null, text: 'Water moves through a membrane.' }],
    });
  });

  it('become a material, and their changes its next version', async () => {
    const { instructor } = school;
    const id = await upload(instructor, 'fast.mp4');
    await settled(id);
    const { body: track } = await instructor.call(contracts.addTrack, {
      params: { id },
      body: { language: 'en', label: 'English', text: VTT.replace('Water', 'Sugar') },
    });
    const params = { id, trackId: track.id };
    const made = await instructor.call(contracts.makeTranscript, { params });
    expect(made.status).toBe(202);
    const { materialId } = made.body;
    const { body: found } = await instructor.call(contracts.getMaterialVideo, {
      params: { id: materialId ?? '' },
    });
    expect(found).toMatchObject({ videoId: id, lessons: [] });
    /** Asks again until it is so; the timeout of the test ends what never is. */
    const until = async (done: () => Promise<boolean>) => {
      while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 100));
    };
    await until(async () => {
      const job = await instructor.call(getIngestion, { params: { id: made.body.job?.id ?? '' } });
      return job.body.status === 'completed';
    });
    const { body: marked } = await instructor.call(contracts.getTrack, { params });
    expect(marked.isTranscript).toBe(true);
    await instructor.call(contracts.updateTrack, {
      params,
      headers: { 'if-match': `"${marked.revision}"` },
      body: { text: VTT.replace('Water', 'Salt') },
    });
    await until(async () => {
      const versions = await instructor.call(listVersions, { params: { id: materialId ?? '' } });
      return versions.body.items.some(({ version, current }) => version === 2 && current);
    });
  }, 60_000);
});
