import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { H264, MPEG4_AVI, makeSampleVideo } from '../../testing/sample-video.ts';
import { brightness, createFfmpeg, readProbe } from './ffmpeg.ts';

let folder: string;
const searchPath = process.env.PATH ?? '';
const media = createFfmpeg({ command: 'ffmpeg', searchPath });
const { signal } = new AbortController();
const at = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-media-'));
  await makeSampleVideo(at('plain.mp4'), { coding: H264 });
  await makeSampleVideo(at('late.mp4'), { black: 1.3 });
  await makeSampleVideo(at('old.avi'), { coding: MPEG4_AVI });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('ffmpeg', () => {
  it('says how long, how large and in what a video is', async () => {
    const probe = await media.probe(at('plain.mp4'), 'mov', signal);
    expect(probe.durationSeconds).toBeCloseTo(4, 0);
    expect(probe.video).toEqual({
      codec: 'h264',
      pixelFormat: 'yuv420p',
      width: 320,
      height: 180,
      frameRate: 15,
    });
    expect(probe.audio).toEqual({ codec: 'aac' });
  });

  it('makes a picture that is not black, though the video begins so', async () => {
    expect(
      await media.poster(at('late.mp4'), 'mov', at('late.jpg'), { durationSeconds: 4, signal }),
    ).toBe(true);
    expect((await readFile(at('late.jpg'))).subarray(0, 3)).toEqual(
      Buffer.from([0xff, 0xd8, 0xff]),
    );
    // A black picture of this size is about 2 kB.
    expect((await stat(at('late.jpg'))).size).toBeGreaterThan(5_000);
  });

  it('converts to what browsers play, and tells how far it is', async () => {
    const seconds: number[] = [];
    await media.transcode(at('old.avi'), 'avi', at('new.mp4'), {
      signal,
      onProgress: (done) => seconds.push(done),
    });
    const probe = await media.probe(at('new.mp4'), 'mov', signal);
    expect([probe.video?.codec, probe.audio?.codec]).toEqual(['h264', 'aac']);
    expect(seconds.at(-1)).toBeGreaterThan(3.5);
  });

  it('leaves nothing behind where it is called off', async () => {
    const stop = new AbortController();
    const work = media.transcode(at('old.avi'), 'avi', at('never.mp4'), { signal: stop.signal });
    stop.abort(new Error('called off'));
    await expect(work).rejects.toThrow('called off');
    await expect(stat(at('never.mp4'))).rejects.toThrow('ENOENT');
  });

  it('does not follow a playlist that calls itself a video', async () => {
    const secret = at('secret.txt');
    await writeFile(secret, 'do not read');
    await writeFile(
      at('trap.mp4'),
      `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:${secret}\n#EXT-X-ENDLIST\n`,
    );
    await expect(media.probe(at('trap.mp4'), 'mov', signal)).rejects.toThrow('cannot be read');
  });

  it('is not there where the settings do without, or the program is missing', async () => {
    expect(await media.available()).toBe(true);
    expect(await createFfmpeg({ command: null, searchPath }).available()).toBe(false);
    expect(await createFfmpeg({ command: '/nowhere/ffmpeg', searchPath }).available()).toBe(false);
  });
});

describe('what ffprobe says', () => {
  it('is read with the picture as it is shown: a phone held upright turns it', () => {
    const { video } = readProbe(
      JSON.stringify({
        streams: [
          {
            codec_type: 'video',
            codec_name: 'hevc',
            width: 1920,
            height: 1080,
            side_data_list: [{ rotation: -90 }],
          },
        ],
      }),
    );
    expect([video?.width, video?.height]).toEqual([1080, 1920]);
  });

  it('takes the cover of a song for no video', () => {
    const cover = {
      codec_type: 'video',
      width: 500,
      height: 500,
      disposition: { attached_pic: 1 },
    };
    const probe = readProbe(
      JSON.stringify({ streams: [cover, { codec_type: 'audio', codec_name: 'mp3' }] }),
    );
    expect(probe.video).toBeNull();
  });
});

it('tells an empty picture from one with something on it', () => {
  expect(brightness(new Uint8Array(64).fill(3))).toEqual({ mean: 3, spread: 0 });
  expect(brightness(Uint8Array.from({ length: 64 }, (_, n) => n * 4)).spread).toBeGreaterThan(50);
});
