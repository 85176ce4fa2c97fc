import { mkdir, stat } from 'node:fs/promises';
import { withTenant } from '../../db/tenant.ts';
import type { VideoStage } from '../../db/types.gen.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { defineTask } from '../../jobs/task.ts';
import { MediaError } from '../../ports/media/index.ts';
import { systemContext } from '../ingestion/index.ts';
import { conversionFor, type Format, isWebContainer } from './domain/playable.ts';
import {
  checksumOf,
  download,
  exists,
  hasIndexFirst,
  keysOf,
  recognize,
  removeAll,
  workFiles,
} from './files.ts';
import { refreshReadiness } from './readiness.ts';
import * as repo from './repo/videos.ts';
import { videoWork } from './tasks.ts';

const REPORT_EVERY_MS = 700;
const FETCH_MS = 6 * 3_600_000;

type Key = { organizationId: string; id: string };

/** Nobody wants the work any more; thrown out of whatever is being done. */
class WorkStopped extends Error {}

/** Tells how far the work is, and notices that it shall stop. */
function createReporter(deps: Pick<Deps, 'database'>, key: Key, outer: AbortSignal) {
  const stop = new AbortController();
  let last = 0;
  let writing: Promise<void> = Promise.resolve();
  const write = async (stage: VideoStage, share: number | null): Promise<void> => {
    const row = await withTenant(deps.database, systemContext(key.organizationId), (trx) =>
      repo.updateStage(trx, key, stage, share),
    );
    if (row === null) {
      const error = new WorkStopped('The work was stopped.');
      stop.abort(error);
      throw error;
    }
  };
  return {
    signal: AbortSignal.any([outer, stop.signal]),
    async enter(stage: VideoStage): Promise<void> {
      await writing;
      last = Date.now();
      await write(stage, null);
    },
    /** From callbacks that cannot wait; at most one is on its way. */
    report(stage: VideoStage, share: number): void {
      if (Date.now() - last < REPORT_EVERY_MS) return;
      last = Date.now();
      writing = writing
        .then(() => write(stage, Math.min(1, Math.max(0, share))))
        .catch(() => undefined);
    },
    flush: () => writing,
  };
}

type Reporter = ReturnType<typeof createReporter>;
type Source = { file: string; format: Format; sizeBytes: number };

/** The steps from a file that has arrived to a video that plays. Each can be repeated. */
export function createVideoTask(
  deps: Pick<Deps, 'database' | 'queue' | 'storage' | 'media' | 'web' | 'config' | 'clock'>,
) {
  const { database, storage, media, web, config } = deps;

  /** Puts the source where it can be worked on, wherever it is now. */
  async function arrive(row: repo.VideoRow, key: Key, to: string, reporter: Reporter) {
    const { signal } = reporter;
    if (await exists(to)) return;
    const { original } = keysOf(key.organizationId, key.id);
    if (await storage.has(original)) return download(storage, original, to, signal);
    if (row.source === 'upload')
      throw new AppError(
        'not_found',
        'The uploaded file is not here. Upload it again; where several processes run, LECTERN_UPLOADS has to be a folder that they share.',
      );
    await reporter.enter('fetch');
    await web.download(row.source_name, to, {
      maxBytes: config.maxVideoBytes,
      signal,
      timeoutMs: FETCH_MS,
      onProgress: (bytes, total) => {
        if (total !== null) reporter.report('fetch', bytes / total);
      },
    });
  }

  async function inspect(file: string, { signal }: Reporter) {
    const format = await recognize(file);
    const { size: sizeBytes } = await stat(file);
    if (format === null)
      throw new AppError(
        'unsupported_format',
        'The file is no video of a known kind. Give MP4, MOV, WebM, MKV, AVI or MPEG.',
      );
    if (await media.available())
      return {
        source: { file, format, sizeBytes },
        probe: await media.probe(file, format.container, signal),
      };
    if (!isWebContainer(format))
      throw new AppError(
        'unsupported_format',
        'This server has no ffmpeg, so it takes MP4 and WebM alone. Convert the video first, or ask for ffmpeg to be installed.',
      );
    return { source: { file, format, sizeBytes }, probe: null };
  }

  /** Makes a copy that browsers play, where they would not play the original. */
  async function convert(
    { file, format }: Source,
    probe: Awaited<ReturnType<typeof inspect>>['probe'],
    to: string,
    reporter: Reporter,
  ): Promise<boolean> {
    if (probe === null) return false;
    if (probe.video === null)
      throw new AppError('unsupported_format', 'The file has sound, but no picture.');
    const conversion = conversionFor({
      format,
      picture: probe.video,
      sound: probe.audio,
      indexFirst: format.container === 'mov' && (await hasIndexFirst(file)),
    });
    if (conversion === 'none') return false;
    await reporter.enter('convert');
    const { durationSeconds } = probe;
    const control = {
      signal: reporter.signal,
      onProgress: (seconds: number) => {
        if (durationSeconds !== null) reporter.report('convert', seconds / durationSeconds);
      },
    };
    if (conversion === 'remux') await media.remux(file, format.container, to, control);
    else await media.transcode(file, format.container, to, control);
    return true;
  }

  async function work(row: repo.VideoRow, key: Key, reporter: Reporter): Promise<void> {
    const { organizationId, id } = key;
    await mkdir(config.uploadsDir, { recursive: true, mode: 0o700 });
    const files = workFiles(config.uploadsDir, row.upload_id ?? id);
    await arrive(row, key, files.source, reporter);
    await reporter.enter('inspect');
    const { source, probe } = await inspect(files.source, reporter);
    const checksum = await checksumOf(files.source, reporter.signal, (bytes) =>
      reporter.report('inspect', bytes / source.sizeBytes),
    );
    const converted = await convert(source, probe, files.rendition, reporter);
    const pictured =
      probe !== null &&
      (await media.poster(files.source, source.format.container, files.poster, {
        durationSeconds: probe.durationSeconds,
        signal: reporter.signal,
      }));
    const renditionBytes = converted ? (await stat(files.rendition)).size : null;
    const posterBytes = pictured ? (await stat(files.poster)).size : null;
    await reporter.enter('store');
    const keys = keysOf(organizationId, id);
    const { mediaType } = source.format;
    if (converted)
      await storage.putFile(keys.rendition, files.rendition, { mediaType: 'video/mp4' });
    if (pictured) await storage.putFile(keys.poster, files.poster, { mediaType: 'image/jpeg' });
    await storage.putFile(keys.original, files.source, { mediaType });
    await reporter.flush();
    const kept = await withTenant(database, systemContext(organizationId), async (trx) => {
      const ready = await repo.updateOutcome(trx, key, {
        status: 'ready',
        media_type: mediaType,
        size_bytes: source.sizeBytes,
        checksum,
        storage_key: keys.original,
        rendition_key: converted ? keys.rendition : null,
        rendition_bytes: renditionBytes,
        rendition_type: converted ? 'video/mp4' : null,
        poster_key: pictured ? keys.poster : null,
        poster_bytes: posterBytes,
        duration_seconds: probe?.durationSeconds ?? row.duration_seconds,
        width: probe?.video?.width ?? row.width,
        height: probe?.video?.height ?? row.height,
        frame_rate: probe?.video?.frameRate ?? null,
        has_audio: probe === null ? null : probe.audio !== null,
      });
      if (ready) await refreshReadiness(trx, { organizationId, videoId: id });
      return ready;
    });
    if (!kept) await Promise.all(Object.values(keys).map((one) => storage.delete(one)));
    await removeAll(files);
  }

  async function fail(key: Key, code: string, message: string): Promise<void> {
    await withTenant(database, systemContext(key.organizationId), async (trx) => {
      await repo.updateOutcome(trx, key, {
        status: 'failed',
        error_code: code,
        error_message: message,
      });
      await refreshReadiness(trx, { organizationId: key.organizationId, videoId: key.id });
    });
  }

  return defineTask({
    ...videoWork,
    concurrency: 1,
    retries: 3,
    timeoutSeconds: 12 * 3600,
    async run({ organizationId, videoId }, { signal }) {
      const key = { organizationId, id: videoId };
      const row = await withTenant(database, systemContext(organizationId), (trx) =>
        repo.selectOptionalVideo(trx, key),
      );
      if (row?.status !== 'processing') return;
      const reporter = createReporter(deps, key, signal);
      try {
        await work(row, key, reporter);
      } catch (error) {
        await reporter.flush();
        if (error instanceof WorkStopped)
          return fail(key, 'cancelled', 'The work was stopped. Try again, or delete the video.');
        if (error instanceof AppError) return fail(key, error.code, error.message);
        if (error instanceof MediaError) return fail(key, 'unsupported_format', error.message);
        // The process is stopping: the queue gives the work to the next one.
        if (signal.aborted) throw error;
        console.error(`Work on the video ${videoId} failed:`, error);
        await fail(
          key,
          'internal',
          'Something went wrong on our side. Try again; the file is kept for a day.',
        );
      }
    },
  });
}
