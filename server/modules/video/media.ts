import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Id } from '../../../contracts/shared.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { systemContext } from '../ingestion/index.ts';
import type { Addresses } from './addresses.ts';
import { readRange } from './domain/byte-range.ts';
import { chaptersVtt, readCues, toTranscript } from './domain/cues.ts';
import { selectOptionalTrack } from './repo/tracks.ts';
import { selectOptionalMedia } from './repo/videos.ts';
import { readChapters } from './view.ts';

const FILE = /^(?:video|poster|chapters\.vtt|[0-9a-f-]{36}\.(?:vtt|json))$/;
const Params = z.object({ organizationId: Id, videoId: Id, file: z.string().regex(FILE) });
const Query = z.object({ e: z.coerce.number().int(), s: z.string().max(100) });

/** Bytes of a stored file, or a text that is made of a row. */
type Content = { mediaType: string; etag: string } & (
  | { key: string; size: number }
  | { text: string }
);

type MediaRow = NonNullable<Awaited<ReturnType<typeof selectOptionalMedia>>>;

const tagOf = (...parts: unknown[]): string =>
  `"${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22)}"`;

const ofText = (mediaType: string, text: string): Content => ({
  mediaType,
  text,
  etag: tagOf(text),
});

function storedFile(row: MediaRow, file: string): Content | null {
  if (file === 'poster') {
    if (row.poster_key === null || row.poster_bytes === null) return null;
    const etag = tagOf(row.poster_key, row.poster_bytes, row.checksum);
    return { mediaType: 'image/jpeg', key: row.poster_key, size: row.poster_bytes, etag };
  }
  const [key, size, type] =
    row.rendition_key === null
      ? [row.storage_key, row.size_bytes, row.media_type]
      : [row.rendition_key, row.rendition_bytes, row.rendition_type];
  if (key === null || size === null || type === null) return null;
  return { mediaType: type, key, size, etag: tagOf(key, size, row.checksum) };
}

/**
 * Gives out videos, pictures and captions to whoever holds a signed address. The address is all that
 * is asked for: a player loads parts of a file by the hundred, and a cookie would not reach a
 * television. It names no place in the storage.
 */
export function mountMedia(
  server: FastifyInstance,
  { database, storage }: Pick<Deps, 'database' | 'storage'>,
  addresses: Addresses,
): void {
  async function find(organizationId: string, videoId: string, file: string) {
    return withTenant(database, systemContext(organizationId), async (trx) => {
      const row = await selectOptionalMedia(trx, { organizationId, id: videoId });
      if (!row) return null;
      if (file === 'video' || file === 'poster') return storedFile(row, file);
      if (file === 'chapters.vtt') {
        const chapters = readChapters(row.chapters);
        return ofText('text/vtt; charset=utf-8', chaptersVtt(chapters, row.duration_seconds));
      }
      const [id = '', ending] = file.split('.');
      const track = await selectOptionalTrack(trx, { organizationId, videoId, id });
      if (!track) return null;
      return ending === 'vtt'
        ? ofText('text/vtt; charset=utf-8', track.vtt)
        : ofText('application/json', JSON.stringify({ cues: toTranscript(readCues(track.vtt)) }));
    });
  }

  async function send(request: FastifyRequest, reply: FastifyReply, content: Content) {
    const { etag, mediaType } = content;
    const size = 'text' in content ? Buffer.byteLength(content.text) : content.size;
    reply.headers({
      etag,
      'content-type': mediaType,
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=3600',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      // Whatever is inside, it is shown in a player and is no page.
      'content-security-policy': "default-src 'none'; sandbox",
    });
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    const ifRange = request.headers['if-range'];
    // A part of what has changed since is of no use to whoever has the rest.
    const usesRange = ifRange === undefined || ifRange === etag;
    const wanted = readRange(usesRange ? request.headers.range : undefined, size);
    if (wanted.kind === 'outside') {
      reply.header('content-range', `bytes */${size}`).header('content-type', 'text/plain');
      return reply.code(416).send('');
    }
    const [start, end] = wanted.kind === 'part' ? [wanted.start, wanted.end] : [0, size - 1];
    if (wanted.kind === 'part')
      reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`);
    reply.header('content-length', end - start + 1);
    if (request.method === 'HEAD') return reply.send();
    if ('text' in content) return reply.send(Buffer.from(content.text).subarray(start, end + 1));
    const gone = new AbortController();
    const stream = await storage.stream(content.key, { start, end }, gone.signal);
    request.raw.on('close', () => gone.abort());
    // A listener that leaves in the middle is no fault.
    stream.on('error', () => undefined);
    return reply.send(stream);
  }

  server.route({
    method: ['GET', 'HEAD'],
    url: '/media/videos/:organizationId/:videoId/:file',
    handler: async (request, reply) => {
      const params = Params.safeParse(request.params);
      const query = Query.safeParse(request.query);
      const nothing = new AppError('not_found', 'There is no such file.');
      if (!params.success) throw nothing;
      const grant = { ...params.data, expires: query.data?.e ?? 0 };
      if (!query.success || !addresses.isGranted(grant, query.data.s))
        throw new AppError(
          'address_over',
          'This address is not good, or no longer. Load the page of the video again.',
        );
      const { organizationId, videoId, file } = params.data;
      const content = await find(organizationId, videoId, file);
      if (content === null) throw nothing;
      return send(request, reply, content);
    },
  });
}
