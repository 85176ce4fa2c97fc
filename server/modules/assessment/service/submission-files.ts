import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { fileTypeFromFile } from 'file-type';
import {
  MAX_SUBMISSION_FILE_BYTES,
  MAX_SUBMISSION_FILES,
} from '../../../../contracts/submissions.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { fileProblem, servedType } from '../domain/submission-rules.ts';

export type Received = {
  name: string;
  mediaType: string;
  bytes: number;
  checksum: string;
  storageKey: string;
};

async function checksumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * Streams the files of a request to the store, under their checksums; all or none.
 *
 * @throws AppError `invalid_request`, `too_large`, `unsupported_format`.
 */
export async function receiveFiles(
  { storage, config }: Pick<Deps, 'storage' | 'config'>,
  organizationId: string,
  request: FastifyRequest,
): Promise<Received[]> {
  if (!request.isMultipart())
    throw new AppError('invalid_request', 'Send the files as multipart/form-data, field "files".');
  const folder = path.join(config.dataDir, 'tmp', newId());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const files: { file: string; name: string }[] = [];
    const limits = { fileSize: MAX_SUBMISSION_FILE_BYTES, files: MAX_SUBMISSION_FILES };
    for await (const part of request.files({ limits })) {
      const name =
        path
          .basename(part.filename || 'file')
          .slice(-255)
          .trim() || 'file';
      const file = path.join(folder, String(files.length));
      await pipeline(part.file, createWriteStream(file));
      if (part.file.truncated)
        throw new AppError(
          'too_large',
          `${name} is larger than ${MAX_SUBMISSION_FILE_BYTES / 2 ** 20} MB. Nothing was added.`,
        );
      files.push({ file, name });
    }
    if (files.length === 0)
      throw new AppError('invalid_request', 'There is no file in the request.');
    const received: Received[] = [];
    for (const { file, name } of files) {
      const { size } = await stat(file);
      if (size === 0) throw new AppError('invalid_request', `${name} is empty. Nothing was added.`);
      const found = (await fileTypeFromFile(file))?.mime;
      const problem = fileProblem(name, found);
      if (problem !== null) throw new AppError('unsupported_format', problem);
      const checksum = await checksumOf(file);
      const storageKey = `${organizationId}/submissions/${checksum}`;
      if (!(await storage.has(storageKey))) await storage.putFile(storageKey, file);
      received.push({ name, mediaType: servedType(found), bytes: size, checksum, storageKey });
    }
    return received;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
