import { describe, expect, it } from 'vitest';
import { conversionFor, type Format, formatOf, isWebContainer, readBox } from './playable.ts';

const format = (recognized: string) => formatOf(recognized) as Format;
const mp4 = {
  format: format('video/mp4'),
  picture: { codec: 'h264', pixelFormat: 'yuv420p' },
  indexFirst: true,
};

describe('a video', () => {
  it.each([
    ['H.264 and AAC in MP4 with the index first', { ...mp4, sound: { codec: 'aac' } }, 'none'],
    ['H.264 without sound', { ...mp4, sound: null }, 'none'],
    ['H.264 with the index at the end', { ...mp4, sound: null, indexFirst: false }, 'remux'],
    ['H.264 in MOV', { ...mp4, sound: null, format: format('video/quicktime') }, 'remux'],
    ['H.264 in Matroska', { ...mp4, sound: null, format: format('video/matroska') }, 'remux'],
    ['H.264 with AC-3', { ...mp4, sound: { codec: 'ac3' } }, 'transcode'],
    [
      'HEVC',
      { ...mp4, sound: null, picture: { codec: 'hevc', pixelFormat: 'yuv420p' } },
      'transcode',
    ],
    [
      'H.264 of ten bits',
      { ...mp4, sound: null, picture: { codec: 'h264', pixelFormat: 'yuv420p10le' } },
      'transcode',
    ],
    [
      'VP9 and Opus in WebM',
      {
        ...mp4,
        format: format('video/webm'),
        picture: { codec: 'vp9', pixelFormat: 'yuv420p' },
        sound: { codec: 'opus' },
      },
      'none',
    ],
    [
      'MPEG-4 in AVI',
      {
        ...mp4,
        format: format('video/vnd.avi'),
        picture: { codec: 'mpeg4', pixelFormat: 'yuv420p' },
        sound: { codec: 'mp3' },
      },
      'transcode',
    ],
  ] as const)('of %s needs: %s', (_, input, conversion) => {
    expect(conversionFor(input)).toBe(conversion);
  });

  it('is known by what was recognized in it, not by its name', () => {
    expect(formatOf('application/vnd.apple.mpegurl')).toBeNull();
    expect(formatOf('image/gif')).toBeNull();
    expect(formatOf(undefined)).toBeNull();
    expect(isWebContainer(format('video/webm'))).toBe(true);
    expect(isWebContainer(format('video/quicktime'))).toBe(false);
  });
});

it('reads boxes of 32 and of 64 bits, and no others', () => {
  const box = (size: number, type: string, big?: bigint) => {
    const bytes = Buffer.alloc(16);
    bytes.writeUInt32BE(size, 0);
    bytes.write(type, 4, 'latin1');
    if (big !== undefined) bytes.writeBigUInt64BE(big, 8);
    return bytes;
  };
  expect(readBox(box(32, 'ftyp'))).toEqual({ type: 'ftyp', size: 32 });
  expect(readBox(box(1, 'mdat', 5_000_000_000n))).toEqual({ type: 'mdat', size: 5_000_000_000 });
  expect(readBox(box(3, 'free'))).toBeNull();
  expect(readBox(Buffer.alloc(4))).toBeNull();
});
