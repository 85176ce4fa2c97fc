import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CRC32C } from '@google-cloud/storage';

/** The checksum by which the client sees that everything has arrived. */
function crc32cOf(bytes: Buffer): string {
  const checksum = new CRC32C();
  checksum.update(bytes);
  return checksum.toString();
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The parts of a multipart/related upload: metadata, then the object. */
function objectIn(body: Buffer, contentType: string): Buffer {
  const boundary = `--${/boundary="?([^";]+)/.exec(contentType)?.[1] ?? ''}`;
  const second = body.indexOf(boundary, body.indexOf(boundary) + 1);
  const start = body.indexOf('\r\n\r\n', second) + 4;
  const end = body.indexOf(`\r\n${boundary}`, start);
  return body.subarray(start, end);
}

/**
 * The few calls of the JSON API of Google Cloud Storage that Lectern makes, in memory: resumable and
 * multipart uploads, metadata, downloads with ranges, deletion.
 */
export async function startGcsServer(bucket: string) {
  const objects = new Map<string, Buffer>();
  const sessions = new Map<string, { name: string; parts: Buffer[] }>();
  const metadata = (name: string, bytes: Buffer) => ({
    kind: 'storage#object',
    bucket,
    name,
    size: String(bytes.length),
    crc32c: crc32cOf(bytes),
    generation: '1',
  });
  const json = (response: ServerResponse, status: number, value: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  const missing = (response: ServerResponse) =>
    json(response, 404, { error: { code: 404, message: 'Not Found' } });

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const body = await bodyOf(request);
    const session = sessions.get(url.searchParams.get('upload_id') ?? '');
    if (session) {
      session.parts.push(body);
      const bytes = Buffer.concat(session.parts);
      objects.set(session.name, bytes);
      return json(response, 200, metadata(session.name, bytes));
    }
    if (url.pathname === `/upload/storage/v1/b/${bucket}/o`) {
      const name = url.searchParams.get('name') ?? '';
      if (url.searchParams.get('uploadType') === 'resumable') {
        const id = String(sessions.size + 1);
        sessions.set(id, { name, parts: [] });
        const location = `http://${request.headers.host}${url.pathname}?upload_id=${id}`;
        return response.writeHead(200, { location }).end();
      }
      const bytes = objectIn(body, request.headers['content-type'] ?? '');
      objects.set(name, bytes);
      return json(response, 200, metadata(name, bytes));
    }
    if (/^\/(?:storage\/v1\/)?b\/[^/]+$/.test(url.pathname)) {
      return url.pathname.endsWith(`/${bucket}`)
        ? json(response, 200, { kind: 'storage#bucket', name: bucket })
        : missing(response);
    }
    const name = decodeURIComponent(/\/o\/([^/]+)$/.exec(url.pathname)?.[1] ?? '');
    const bytes = objects.get(name);
    if (bytes === undefined) return missing(response);
    if (request.method === 'DELETE') {
      objects.delete(name);
      return response.writeHead(204).end();
    }
    if (url.searchParams.get('alt') !== 'media') return json(response, 200, metadata(name, bytes));
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    if (!range) return response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    const [start, end] = [Number(range[1]), range[2] ? Number(range[2]) : bytes.length - 1];
    const part = bytes.subarray(start, end + 1);
    return response
      .writeHead(206, {
        'content-length': part.length,
        'content-range': `bytes ${start}-${end}/${bytes.length}`,
      })
      .end(part);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
