import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { fileTypeFromFile } from 'file-type';
import {
  type CourseFile,
  courseFileUrl,
  MAX_IMAGE_BYTES,
  MAX_RESOURCE_BYTES,
} from '../../../../contracts/courses.ts';
import { type TenantContext, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { type FileUse, keptMediaType } from '../domain/file-rules.ts';
import * as repo from '../repo/files.ts';
import type { Author } from './access.ts';

const LIMITS: Record<FileUse, number> = { image: MAX_IMAGE_BYTES, download: MAX_RESOURCE_BYTES };

async function checksumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

/** Streams the one file of a multipart request to a temporary file; answers its name. */
async function receive(request: FastifyRequest, use: FileUse, file: string): Promise<string> {
  if (!request.isMultipart()) {
    throw new AppError('invalid_request', 'Send the file as multipart/form-data, field "file".');
  }
  const part = await request.file({ limits: { fileSize: LIMITS[use], files: 1 } });
  if (!part) throw new AppError('invalid_request', 'There is no file in the request.');
  const name =
    path
      .basename(part.filename || 'file')
      .slice(0, 255)
      .trim() || 'file';
  await pipeline(part.file, createWriteStream(file));
  if (part.file.truncated) {
    throw new AppError(
      'too_large',
      `${name} is larger than ${LIMITS[use] / 2 ** 20} MB; make it smaller and send it again.`,
    );
  }
  return name;
}

/** Pictures and downloads of courses. A file never changes: another content is another file. */
export function createFileService({
  database,
  storage,
  config,
}: Pick<Deps, 'database' | 'storage' | 'config'>) {
  const folder = path.join(config.dataDir, 'tmp');

  /**
   * Keeps a file under its checksum. What it is, its content says: names and media types lie.
   *
   * @throws AppError `unsupported_format` for a picture that is none, `too_large`, `invalid_request`.
   */
  async function keep(
    author: Author,
    { file, name, use }: { file: string; name: string; use: FileUse },
  ): Promise<CourseFile> {
    const { size } = await stat(file);
    if (size === 0) throw new AppError('invalid_request', `${name} is empty. Nothing was added.`);
    const mediaType = keptMediaType((await fileTypeFromFile(file))?.mime, use);
    if (mediaType === null) {
      throw new AppError(
        'unsupported_format',
        `${name} is no picture that can be shown here. Send it as PNG, JPEG, WebP, AVIF or GIF.`,
      );
    }
    const { organizationId, userId } = author;
    const checksum = await checksumOf(file);
    const key = `${organizationId}/courses/${checksum}`;
    if (!(await storage.has(key))) await storage.putFile(key, file);
    const id = newId();
    await withTenant(database, author, (trx) =>
      repo.insertFile(trx, organizationId, {
        id,
        name,
        media_type: mediaType,
        size_bytes: size,
        checksum,
        storage_key: key,
        is_image: use === 'image',
        created_by: userId,
      }),
    );
    return { id, name, mediaType, sizeBytes: size, url: courseFileUrl(id) };
  }

  return {
    keep,

    async upload(author: Author, request: FastifyRequest, use: FileUse): Promise<CourseFile> {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = path.join(folder, newId());
      try {
        const name = await receive(request, use, file);
        return await keep(author, { file, name, use });
      } finally {
        await rm(file, { force: true });
      }
    },

    /** For any member. @throws AppError `not_found`. */
    async find(tenant: TenantContext, id: string): Promise<repo.FileRow> {
      const { organizationId } = tenant;
      const file = await withTenant(database, tenant, (trx) =>
        repo.selectOptionalFile(trx, { organizationId, id }),
      );
      if (!file) throw notFound('file');
      return file;
    },

    read: (file: repo.FileRow): Promise<Uint8Array> => storage.read(file.storage_key),
  };
}

export type FileService = ReturnType<typeof createFileService>;
