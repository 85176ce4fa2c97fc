import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

export type SampleVideo = {
  seconds?: number;
  /** Arguments for the coding; H.264 and AAC unless told otherwise. */
  coding?: readonly string[];
  /** Seconds of black before the picture begins. */
  black?: number;
};

/** Makes a short video with a moving picture and a tone, by ffmpeg. */
export async function makeSampleVideo(
  file: string,
  { seconds = 4, coding = H264, black = 0 }: SampleVideo = {},
): Promise<void> {
  await exec('ffmpeg', [
    ...['-v', 'error', '-y', '-nostdin'],
    ...['-f', 'lavfi', '-i', `testsrc=duration=${seconds}:size=320x180:rate=15`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`],
    ...(black === 0 ? [] : ['-vf', `drawbox=c=black:t=fill:enable='lt(t,${black})'`]),
    ...coding,
    file,
  ]);
}

const PICTURE = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];

/** Index at the end, as cameras and editors write it. */
export const H264 = PICTURE;
/** Index at the beginning: plays while it loads. */
export const H264_FASTSTART = [...PICTURE, '-movflags', '+faststart'];
export const MPEG4_AVI = ['-c:v', 'mpeg4', '-c:a', 'mp3', '-f', 'avi'];
export const WEBM = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-c:a', 'libopus'];
