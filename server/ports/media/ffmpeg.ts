import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import {
  type Container,
  MediaError,
  type MediaPort,
  type Probe,
  type WorkControl,
} from './port.ts';
import { createRunner } from './run.ts';

const PROBE_MS = 60_000;
const POSTER_MS = 2 * 60_000;
const CONVERT_MS = 12 * 3_600_000;
const MAX_OUTPUT = 4 * 2 ** 20;

/** Where a picture is looked for, as shares of the length: a film often begins and ends in black. */
const POSTER_AT = [0.1, 0.3, 0.5, 0.02];
/** The picture is also made this small and grey, to see whether anything is on it. */
const SAMPLE = { width: 32, height: 18 };
/** Mean brightness (0-255) and its spread below which a picture counts as empty. */
const DARK = 24;
const FLAT = 6;

const Rate = z.string().transform((text) => {
  const [over = 0, under = 1] = text.split('/').map(Number);
  return under > 0 && over > 0 ? over / under : null;
});

const Streams = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string().optional(),
      codec_name: z.string().optional(),
      pix_fmt: z.string().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      avg_frame_rate: Rate.optional(),
      duration: z.coerce.number().optional(),
      disposition: z.object({ attached_pic: z.number().optional() }).optional(),
      side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
    }),
  ),
  format: z.object({ duration: z.coerce.number().optional() }).default({}),
});

/** Reads what ffprobe says, as JSON. @throws MediaError where that is no description of a file. */
export function readProbe(json: string): Probe {
  const parsed = Streams.safeParse(JSON.parse(json));
  if (!parsed.success) throw new MediaError('The video cannot be read.');
  const { streams, format } = parsed.data;
  // Music often brings its cover as a stream of one picture.
  const video = streams.find(
    (one) => one.codec_type === 'video' && one.disposition?.attached_pic !== 1,
  );
  const audio = streams.find((one) => one.codec_type === 'audio');
  const duration = format.duration ?? video?.duration ?? audio?.duration;
  const turned = (video?.side_data_list ?? []).some(
    ({ rotation = 0 }) => Math.abs(rotation % 180) === 90,
  );
  const [width, height] = [video?.width ?? 0, video?.height ?? 0];
  return {
    durationSeconds: duration !== undefined && duration > 0 ? duration : null,
    video:
      video && width > 0 && height > 0
        ? {
            codec: video.codec_name ?? 'unknown',
            pixelFormat: video.pix_fmt ?? 'unknown',
            width: turned ? height : width,
            height: turned ? width : height,
            frameRate: video.avg_frame_rate ?? null,
          }
        : null,
    audio: audio ? { codec: audio.codec_name ?? 'unknown' } : null,
  };
}

/** Brightness and its spread in a small grey picture. */
export function brightness(sample: Uint8Array): { mean: number; spread: number } {
  if (sample.length === 0) return { mean: 0, spread: 0 };
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sample.length;
  return { mean, spread: Math.sqrt(variance) };
}

/** The program ffmpeg, and ffprobe beside it; null where the settings do without. */
export function createFfmpeg({
  command,
  searchPath,
}: {
  command: string | null;
  /** Folders in which programs are, as PATH names them. */
  searchPath: string;
}): MediaPort {
  const { run, killAll } = createRunner(searchPath);
  const ffprobe =
    command === null || path.basename(command) === command
      ? 'ffprobe'
      : path.join(path.dirname(command), 'ffprobe');
  let found: Promise<boolean> | undefined;

  /** A file that is read and nothing else: its format is said, and no other protocol is spoken. */
  const input = (file: string, container: Container) => [
    '-protocol_whitelist',
    'file',
    '-f',
    container,
    '-i',
    `file:${file}`,
  ];

  const convert = async (
    file: string,
    container: Container,
    to: string,
    coding: readonly string[],
    { signal, onProgress }: WorkControl,
  ): Promise<void> => {
    await run(
      command ?? '',
      [
        ...['-nostdin', '-hide_banner', '-v', 'error', '-y'],
        ...input(file, container),
        // Pictures and sound alone: no subtitles, data streams or attachments.
        ...['-map', '0:V:0', '-map', '0:a:0?', '-map_metadata', '-1', '-map_chapters', '-1'],
        ...coding,
        ...['-movflags', '+faststart', '-progress', 'pipe:1', '-f', 'mp4', `file:${to}`],
      ],
      {
        signal,
        timeoutMs: CONVERT_MS,
        maxOutput: MAX_OUTPUT,
        onLine(line) {
          const microseconds = /^out_time_us=(\d+)/.exec(line)?.[1];
          if (microseconds !== undefined) onProgress?.(Number(microseconds) / 1e6);
        },
      },
    ).catch(async (error: unknown) => {
      await rm(to, { force: true });
      throw error;
    });
  };

  async function pictureAt(
    file: string,
    container: Container,
    to: string,
    second: number,
    signal: AbortSignal,
  ) {
    const sample = await run(
      command ?? '',
      [
        ...['-nostdin', '-hide_banner', '-v', 'error', '-y', '-ss', second.toFixed(3)],
        ...input(file, container),
        ...['-map', '0:V:0', '-frames:v', '1'],
        ...['-vf', "thumbnail=24,scale='min(1280,iw)':-2", '-q:v', '4', '-f', 'image2'],
        ...['-update', '1', `file:${to}`],
        ...['-map', '0:V:0', '-frames:v', '1'],
        ...['-vf', `thumbnail=24,scale=${SAMPLE.width}:${SAMPLE.height},format=gray`],
        ...['-f', 'rawvideo', 'pipe:1'],
      ],
      { signal, timeoutMs: POSTER_MS, maxOutput: MAX_OUTPUT },
    );
    return { ...brightness(sample), empty: sample.length === 0 };
  }

  return {
    available() {
      if (command === null) return Promise.resolve(false);
      const ask = (program: string) =>
        run(program, ['-version'], {
          signal: AbortSignal.timeout(PROBE_MS),
          timeoutMs: PROBE_MS,
          maxOutput: MAX_OUTPUT,
        });
      found ??= Promise.all([ask(command), ask(ffprobe)]).then(
        () => true,
        () => false,
      );
      return found;
    },

    async probe(file, container, signal) {
      const output = await run(
        ffprobe,
        [
          ...['-v', 'error', '-of', 'json', '-show_format', '-show_streams'],
          ...input(file, container),
        ],
        { signal, timeoutMs: PROBE_MS, maxOutput: MAX_OUTPUT },
      );
      return readProbe(output.toString('utf8'));
    },

    async poster(file, container, to, { durationSeconds, signal }) {
      let best = -1;
      for (const share of durationSeconds === null ? [0] : POSTER_AT) {
        const second = (durationSeconds ?? 0) * share;
        const trial = `${to}.trial.jpg`;
        const { mean, spread, empty } = await pictureAt(file, container, trial, second, signal);
        if (empty) continue;
        if (mean + spread > best) await rename(trial, to);
        else await rm(trial, { force: true });
        best = Math.max(best, mean + spread);
        if (mean >= DARK && spread >= FLAT) break;
      }
      return best >= 0;
    },

    remux: (file, container, to, control) => convert(file, container, to, ['-c', 'copy'], control),

    transcode: (file, container, to, control) =>
      convert(
        file,
        container,
        to,
        [
          ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p'],
          // Sides of H.264 are even.
          '-vf',
          "scale='min(1920,iw)':'min(1080,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2",
          ...['-c:a', 'aac', '-b:a', '128k', '-ac', '2'],
        ],
        control,
      ),

    close: killAll,
  };
}
