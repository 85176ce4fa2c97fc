import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebPort, isPublicAddress } from './index.ts';

let server: Server;
let base: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-web-'));
  server = createServer((request, response) => {
    if (request.url === '/page')
      return response.setHeader('content-type', 'text/html').end('<p>Hello</p>');
    if (request.url === '/moved') return response.writeHead(302, { location: '/page' }).end();
    if (request.url === '/circle') return response.writeHead(302, { location: '/circle' }).end();
    if (request.url === '/large') return response.end('x'.repeat(5000));
    return response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const options = { maxBytes: 1000, signal: new AbortController().signal };
const target = () => path.join(folder, 'download');

describe('reading from the web', () => {
  const open = createWebPort({ allowPrivate: true });

  it('saves what an address answers, after redirects', async () => {
    const fetched = await open.download(`${base}/moved`, target(), options);
    expect(fetched).toMatchObject({
      contentType: 'text/html',
      url: `${base}/page`,
      fileName: 'page',
    });
    expect(await readFile(target(), 'utf8')).toBe('<p>Hello</p>');
  });

  it.each([
    ['/missing', 'source_unreachable'],
    ['/circle', 'source_unreachable'],
    ['/large', 'too_large'],
  ])('refuses %s with %s', async (page, code) => {
    await expect(open.download(`${base}${page}`, target(), options)).rejects.toMatchObject({
      code,
    });
  });

  it('says that nobody answers at an address', async () => {
    await expect(open.download('http://127.0.0.1:1/', target(), options)).rejects.toMatchObject({
      code: 'source_unreachable',
    });
  });

  it('does not read private networks, by number or by name', async () => {
    const closed = createWebPort({ allowPrivate: false });
    for (const address of [`${base}/page`, base.replace('127.0.0.1', 'localhost')]) {
      await expect(closed.download(address, target(), options)).rejects.toMatchObject({
        code: 'source_unreachable',
        message: expect.stringContaining('private network'),
      });
    }
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '0.0.0.0',
  ])('takes %s for private', (address) => expect(isPublicAddress(address)).toBe(false));

  it('takes an address of the internet for public', () =>
    expect(isPublicAddress('93.184.216.34')).toBe(true));
});
