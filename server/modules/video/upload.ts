import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { FileStore } from '@tus/file-store';
import { MemoryLocker, Server } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { VIDEO_ID_HEADER, VIDEO_UPLOAD_PATH } from '../../../contracts/video.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import type { Authenticate } from '../../http/register.ts';
import { newId } from '../../ids.ts';
import { recognize, removeAll, workFiles } from './files.ts';
import { type Author, isAuthor } from './policy.ts';
import * as repo from './repo/videos.ts';
import { videoWork } from './tasks.ts';

const DAY_MS = 86_400_000;
const UPLOAD_ID = /^[0-9a-f]{32}$/;

const positive = (max: number) => z.coerce.number().positive().max(max).optional().catch(undefined);

/** What a browser says of the file, and to whom the upload belongs; kept beside the file. */
const Metadata = z.object({
  filename: z.string().trim().min(1).max(255),
  title: z.string().trim().max(255).optional().catch(undefined),
  duration: positive(360_000),
  width: positive(100_000),
  height: positive(100_000),
});
const Owned = Metadata.extend({ organizationId: z.uuid(), userId: z.uuid() });

type Finished = { id: string; sizeBytes: number };

/** `intro_to-cells.mp4` → `intro to-cells` */
function titleOf({ title, filename }: z.infer<typeof Metadata>): string {
  const base = path
    .basename(filename, path.extname(filename))
    .replace(/[_\s]+/g, ' ')
    .trim();
  return (title || base || filename).slice(0, 255);
}

const noUpload = () =>
  new AppError('not_found', 'There is no such upload, or it was given up; begin it again.');

/** Uploads of videos by tus 1.0: they go on after a lost connection and a restart of the server. */
export function createUploads(deps: Pick<Deps, 'database' | 'queue' | 'config' | 'clock'>) {
  const { database, queue, config } = deps;
  const store = new FileStore({ directory: config.uploadsDir });
  const locker = new MemoryLocker();

  /** The video that an upload became; null where it is not whole yet. */
  async function finished(author: Author, uploadId: string): Promise<Finished | null> {
    const row = await withTenant(database, author, (trx) =>
      repo.selectOptionalVideoByUpload(trx, { organizationId: author.organizationId, uploadId }),
    );
    if (!row) return null;
    if (row.created_by !== author.userId) throw noUpload();
    return { id: row.id, sizeBytes: row.size_bytes ?? 0 };
  }

  /**
   * Makes the video of an upload that is whole. Its file stays where it is until the work on it is
   * done; asked again, it answers the same video.
   *
   * @throws AppError `unsupported_format` where the content is no video; the upload is gone then.
   */
  async function finish(author: Author, uploadId: string): Promise<Finished> {
    const files = workFiles(config.uploadsDir, uploadId);
    const upload = await store.getUpload(uploadId);
    const metadata = Owned.parse(upload.metadata);
    const format = await recognize(files.source);
    if (format === null) {
      await removeAll(files);
      throw new AppError(
        'unsupported_format',
        'The file is no video of a known kind. Give MP4, MOV, WebM, MKV, AVI or MPEG.',
      );
    }
    const { size } = await stat(files.source);
    const { organizationId } = author;
    const made = await withTenant(database, author, async (trx) => {
      const id = await repo.insertVideo(trx, {
        organizationId,
        id: newId(),
        title: titleOf(metadata),
        source: 'upload',
        sourceName: metadata.filename,
        uploadId,
        mediaType: format.mediaType,
        sizeBytes: size,
        durationSeconds: metadata.duration ?? null,
        width: metadata.width === undefined ? null : Math.round(metadata.width),
        height: metadata.height === undefined ? null : Math.round(metadata.height),
        stage: 'inspect',
        createdBy: author.userId,
      });
      if (id !== null)
        await queue.enqueue(trx, videoWork, { organizationId, videoId: id }, { key: id });
      return id;
    });
    if (made !== null) return { id: made, sizeBytes: size };
    const other = await finished(author, uploadId);
    if (other === null) throw noUpload();
    return other;
  }

  /** @throws AppError `not_found` where the upload is not there, or is somebody else's. */
  async function selectOwn(author: Author, uploadId: string) {
    const upload = UPLOAD_ID.test(uploadId)
      ? await store.getUpload(uploadId).catch(() => null)
      : null;
    const metadata = Owned.safeParse(upload?.metadata);
    const isOwn =
      metadata.success &&
      metadata.data.organizationId === author.organizationId &&
      metadata.data.userId === author.userId;
    if (upload === null || !isOwn) throw noUpload();
    return upload;
  }

  function createTus(author: Author): Server {
    return new Server({
      path: VIDEO_UPLOAD_PATH,
      datastore: store,
      locker,
      maxSize: config.maxVideoBytes,
      relativeLocation: true,
      // Our own pages alone: no other site is told that it may read this.
      allowedOrigins: () => false,
      exposedHeaders: [VIDEO_ID_HEADER],
      async onUploadCreate(_request, upload) {
        const metadata = Metadata.safeParse(upload.metadata ?? {});
        if (!metadata.success)
          throw {
            status_code: 400,
            body: 'Upload-Metadata needs a filename of 255 letters at most.\n',
          };
        const { duration, width, height, title, filename } = metadata.data;
        const text = (value: number | undefined) => (value === undefined ? null : String(value));
        return {
          metadata: {
            filename,
            title: title ?? null,
            duration: text(duration),
            width: text(width),
            height: text(height),
            organizationId: author.organizationId,
            userId: author.userId,
          },
        };
      },
      async onUploadFinish(_request, upload) {
        try {
          const { id } = await finish(author, upload.id);
          return { headers: { [VIDEO_ID_HEADER]: id } };
        } catch (error) {
          if (error instanceof AppError) throw { status_code: 415, body: `${error.message}\n` };
          throw error;
        }
      },
    });
  }

  /** What tus would say of a whole upload, whose file may be gone by now. */
  function answerFinished(request: FastifyRequest, reply: FastifyReply, video: Finished) {
    reply.headers({
      'tus-resumable': '1.0.0',
      'upload-offset': String(video.sizeBytes),
      'upload-length': String(video.sizeBytes),
      [VIDEO_ID_HEADER]: video.id,
    });
    if (request.method === 'HEAD') return reply.code(200).send();
    const isRepeated =
      request.method === 'PATCH' && request.headers['upload-offset'] === String(video.sizeBytes);
    if (isRepeated) return reply.code(204).send();
    throw new AppError('conflict', 'The upload is whole; its video is there already.');
  }

  async function handle(author: Author, request: FastifyRequest, reply: FastifyReply) {
    const { id } = request.params as { id?: string };
    if (id === undefined) {
      if (Number(request.headers['upload-length'] ?? 0) > config.maxVideoBytes)
        throw new AppError(
          'too_large',
          `The video is larger than ${Math.round(config.maxVideoBytes / 2 ** 20)} MB, which is the limit here.`,
        );
    } else {
      const done = UPLOAD_ID.test(id) ? await finished(author, id) : null;
      if (done !== null) return answerFinished(request, reply, done);
      const upload = await selectOwn(author, id);
      // The server was stopped between the last byte and the row.
      if (request.method === 'HEAD' && upload.size !== undefined && upload.offset === upload.size)
        return answerFinished(request, reply, await finish(author, id));
    }
    reply.hijack();
    reply.raw.setHeader('x-content-type-options', 'nosniff');
    reply.raw.setHeader('cache-control', 'no-store');
    reply.raw.setHeader('x-request-id', request.id);
    await createTus(author).handle(request.raw, reply.raw);
  }

  return {
    mount(server: FastifyInstance, authenticate: Authenticate): void {
      server.register(async (scope) => {
        // The bytes go to the file as they come, not through a parser.
        scope.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) =>
          done(null),
        );
        const handler = async (request: FastifyRequest, reply: FastifyReply) => {
          const tenant = await authenticate(request);
          if (!tenant) throw new AppError('not_signed_in', 'Sign in and go on with the upload.');
          if (!isAuthor(tenant))
            throw new AppError('forbidden', 'Only instructors and administrators add videos.');
          return handle(tenant, request, reply);
        };
        scope.route({ method: ['POST', 'OPTIONS'], url: VIDEO_UPLOAD_PATH, handler });
        scope.route({
          method: ['HEAD', 'PATCH', 'DELETE'],
          url: `${VIDEO_UPLOAD_PATH}/:id`,
          handler,
        });
      });
    },

    /** Removes files of uploads to which nothing was added for a day, and that no work waits for. */
    async sweep(): Promise<number> {
      const names = await readdir(config.uploadsDir).catch((): string[] => []);
      let removed = 0;
      for (const name of names) {
        const file = path.join(config.uploadsDir, name);
        const found = await stat(file).catch(() => null);
        if (!found?.isFile() || deps.clock.now().getTime() - found.mtimeMs < DAY_MS) continue;
        // The note beside an upload is older than its last byte.
        const data = name.endsWith('.json')
          ? await stat(file.slice(0, -'.json'.length)).catch(() => null)
          : null;
        if (data && deps.clock.now().getTime() - data.mtimeMs < DAY_MS) continue;
        if (await isWaitedFor(name.split('.')[0] ?? '')) continue;
        await rm(file, { force: true });
        removed += 1;
      }
      return removed;
    },
  };

  async function isWaitedFor(uploadId: string): Promise<boolean> {
    if (!UPLOAD_ID.test(uploadId)) return false;
    const upload = await store.getUpload(uploadId).catch(() => null);
    const metadata = Owned.safeParse(upload?.metadata);
    if (!metadata.success) return false;
    const { organizationId } = metadata.data;
    const row = await withTenant(
      database,
      { organizationId, userId: null, role: 'system' },
      (trx) => repo.selectOptionalVideoByUpload(trx, { organizationId, uploadId }),
    );
    return row?.status === 'processing';
  }
}
