import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { MAX_UPLOAD_BYTES } from '../../../contracts/ingestion.ts';
import { AppError } from '../../errors.ts';
import type { StoredSource } from './service.ts';
import { titleFromFileName } from './service.ts';

/**
 * Streams the files of a multipart request to temporary files. All or none: where one is too
 * large or empty, the others are removed.
 */
export async function receiveFiles(
  request: FastifyRequest,
  tempFile: () => string,
): Promise<StoredSource[]> {
  if (!request.isMultipart()) {
    throw new AppError('invalid_request', 'Send the files as multipart/form-data, field "files".');
  }
  const sources: StoredSource[] = [];
  try {
    for await (const part of request.files()) {
      const file = tempFile();
      const name = path.basename(part.filename || 'file').slice(0, 500);
      sources.push({
        sourceType: 'file',
        source: name,
        title: titleFromFileName(name),
        mediaType: part.mimetype,
        file,
      });
      await pipeline(part.file, createWriteStream(file));
      if (part.file.truncated) {
        throw new AppError(
          'too_large',
          `${name} is larger than ${MAX_UPLOAD_BYTES / 2 ** 20} MB; split it, or add a smaller one.`,
        );
      }
    }
    for (const { file, source } of sources) {
      if ((await stat(file)).size === 0)
        throw new AppError('invalid_request', `${source} is empty. Nothing was added.`);
    }
    if (sources.length === 0)
      throw new AppError('invalid_request', 'There is no file in the request.');
    return sources;
  } catch (error) {
    await Promise.all(sources.map(({ file }) => rm(file, { force: true })));
    throw error;
  }
}
