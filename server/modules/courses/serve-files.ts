import type { FastifyInstance } from 'fastify';
import { COURSE_FILE_PATH } from '../../../contracts/courses.ts';
import { API_BASE } from '../../../contracts/route.ts';
import { IdParams } from '../../../contracts/shared.ts';
import { AppError } from '../../errors.ts';
import type { Authenticate } from '../../http/register.ts';
import { contentDisposition } from './domain/file-rules.ts';
import type { FileService } from './service/files.ts';

/**
 * Serves pictures and downloads to members of their organization. A file never changes, so a browser
 * may keep it for a day; no proxy may. Nothing in it is ever run: no script, no plugin, no guessing.
 */
export function serveFiles(files: FileService) {
  return (server: FastifyInstance, authenticate: Authenticate): void => {
    server.get(`${API_BASE}${COURSE_FILE_PATH}`, async (request, reply) => {
      const tenant = await authenticate(request);
      if (!tenant) throw new AppError('not_signed_in', 'Sign in and try again.');
      const file = await files.find(tenant, IdParams.parse(request.params).id);
      const etag = `"${file.checksum.slice(0, 32)}"`;
      const kept = request.headers['if-none-match'] === etag;
      const content = kept ? null : Buffer.from(await files.read(file));
      reply.headers({
        'cache-control': 'private, max-age=86400',
        etag,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-disposition': contentDisposition(
          file.is_image ? 'inline' : 'attachment',
          file.name,
        ),
      });
      return content === null ? reply.code(304).send() : reply.type(file.media_type).send(content);
    });
  };
}
