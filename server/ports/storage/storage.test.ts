import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGcsServer } from '../../testing/gcs-server.ts';
import { createLocalStore } from './disk.ts';
import { createGcsStore } from './gcs.ts';
import type { ObjectStore } from './port.ts';
import { createS3Store } from './s3.ts';

const BUCKET = 'lectern-media';
/** The least that S3 takes for a part that is not the last. */
const PART = 5 * 2 ** 20;

let folder: string;
let s3: S3rver;
let s3Endpoint: string;
let gcs: Awaited<ReturnType<typeof startGcsServer>>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-storage-'));
  s3 = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: path.join(folder, 's3'),
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  s3Endpoint = `http://127.0.0.1:${(await s3.run()).port}`;
  gcs = await startGcsServer(BUCKET);
});
afterAll(async () => {
  await s3.close();
  await gcs.close();
  await rm(folder, { recursive: true, force: true });
});

const s3Store = (bucket: string) =>
  createS3Store(
    {
      kind: 's3',
      bucket,
      region: 'us-east-1',
      endpoint: s3Endpoint,
      pathStyle: true,
      keys: { id: 'S3RVER', secret: 'S3RVER' },
    },
    PART,
  );
const gcsStore = (bucket: string) =>
  createGcsStore({ kind: 'gcs', bucket, endpoint: gcs.endpoint, keyFile: null });

const STORES: [string, () => ObjectStore][] = [
  ['a folder', () => createLocalStore(path.join(folder, 'disk'))],
  ['S3', () => s3Store(BUCKET)],
  ['Google Cloud Storage', () => gcsStore(BUCKET)],
];

const readAll = async (stream: Promise<Readable>) => buffer(await stream);

describe.each(STORES)('storage in %s', (_, open) => {
  let store: ObjectStore;
  const small = randomBytes(10_000);
  beforeAll(async () => {
    store = open();
    await store.check();
    const file = path.join(folder, 'small');
    await writeFile(file, small);
    await store.putFile('a/small', file, { mediaType: 'video/mp4' });
  });

  it('gives back what it was given', async () => {
    expect(await store.size('a/small')).toBe(small.length);
    expect(Buffer.from(await store.read('a/small')).equals(small)).toBe(true);
    expect((await readAll(store.stream('a/small'))).equals(small)).toBe(true);
  });

  it('gives a range, both ends included', async () => {
    const part = await readAll(store.stream('a/small', { start: 100, end: 199 }));
    expect(part.equals(small.subarray(100, 200))).toBe(true);
    const last = await readAll(store.stream('a/small', { start: 9_999, end: 9_999 }));
    expect(last.equals(small.subarray(9_999))).toBe(true);
  });

  it('keeps text', async () => {
    await store.putText('a/text', 'Grüße');
    expect(Buffer.from(await store.read('a/text')).toString()).toBe('Grüße');
  });

  it('knows what is not there, and refuses to read it', async () => {
    expect(await store.size('a/nothing')).toBeNull();
    expect(await store.has('a/nothing')).toBe(false);
    await expect(store.stream('a/nothing')).rejects.toThrow('The stored file is not there.');
  });

  it('deletes, and does not mind deleting again', async () => {
    await store.putText('a/gone', 'x');
    expect(await store.has('a/gone')).toBe(true);
    await store.delete('a/gone');
    await store.delete('a/gone');
    expect(await store.has('a/gone')).toBe(false);
  });

  it('takes a file of several parts', async () => {
    const big = randomBytes(2 * PART + 1000);
    const file = path.join(folder, 'big');
    await writeFile(file, big);
    await store.putFile('a/big', file);
    expect(await store.size('a/big')).toBe(big.length);
    const across = await readAll(store.stream('a/big', { start: PART - 10, end: PART + 10 }));
    expect(across.equals(big.subarray(PART - 10, PART + 11))).toBe(true);
  });
});

it.each([
  ['S3', () => s3Store('not-there')],
  ['Google Cloud Storage', () => gcsStore('not-there')],
])('says which setting to look at where the bucket of %s is not there', async (_, open) => {
  await expect(open().check()).rejects.toThrow(/The bucket "not-there" .* Check LECTERN_BUCKET/);
});

it('lets no key lead out of the folder', async () => {
  const store = createLocalStore(path.join(folder, 'disk'));
  await expect(store.stream('../small')).rejects.toThrow('A key leads out of the folder.');
});
