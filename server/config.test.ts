import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, SETTINGS } from './config.ts';

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    expect(parseConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      role: 'all',
      database: { url: null },
      mail: null,
    });
  });

  it('takes an empty value for one that is not set', () => {
    expect(parseConfig({ PORT: '' }).port).toBe(3000);
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://x/y'],
    ['DATABASE_POOL_SIZE', '0'],
    ['LECTERN_ROLE', 'boss'],
    ['LECTERN_SECRET', 'short'],
    ['LECTERN_URL', 'lectern.example'],
    ['LECTERN_LOG', 'loud'],
    ['SMTP_URL', 'http://mail'],
    ['LECTERN_WATCH_ROOTS', 'lectures'],
    ['LECTERN_STORAGE', 'tape'],
    ['LECTERN_MAX_VIDEO_MB', '0'],
  ] as const)('says in one line that %s cannot be %s, and what it takes', (name, value) => {
    expect(() => parseConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => parseConfig({ [name]: value })).toThrow(
      `${name} is "${value}" but takes ${SETTINGS[name].takes}.`,
    );
  });

  it('lets no folder be watched unless it is named', () => {
    expect(parseConfig({}).watchRoots).toEqual([]);
    const roots = ['/srv/lectures/', '/mnt/share'].join(path.delimiter);
    expect(parseConfig({ LECTERN_WATCH_ROOTS: roots }).watchRoots).toEqual([
      path.resolve('/srv/lectures'),
      path.resolve('/mnt/share'),
    ]);
  });

  it('keeps files in the data folder, in a bucket of S3, or of Google Cloud Storage', () => {
    const disk = parseConfig({ LECTERN_DATA: '/srv/lectern' });
    expect(disk.storage).toEqual({ kind: 'disk', folder: path.resolve('/srv/lectern/files') });
    expect(disk.uploadsDir).toBe(path.resolve('/srv/lectern/tmp/uploads'));
    const minio = { LECTERN_STORAGE: 's3', LECTERN_BUCKET: 'media' };
    expect(parseConfig({ ...minio, LECTERN_S3_ENDPOINT: 'http://minio:9000' }).storage).toEqual({
      kind: 's3',
      bucket: 'media',
      region: 'us-east-1',
      endpoint: 'http://minio:9000',
      pathStyle: true,
      keys: null,
    });
    expect(parseConfig({ ...minio, LECTERN_STORAGE: 'gcs' }).storage).toEqual({
      kind: 'gcs',
      bucket: 'media',
      endpoint: null,
      keyFile: null,
    });
  });

  it('says what a store lacks', () => {
    expect(() => parseConfig({ LECTERN_STORAGE: 's3' })).toThrow('needs LECTERN_BUCKET');
    expect(() =>
      parseConfig({ LECTERN_STORAGE: 's3', LECTERN_BUCKET: 'media', LECTERN_S3_KEY: 'x' }),
    ).toThrow('LECTERN_S3_KEY and LECTERN_S3_SECRET are set together');
  });

  it('names every wrong variable at once', () => {
    expect(() => parseConfig({ PORT: 'x', LECTERN_LOG: 'y' })).toThrow(/^PORT .*\nLECTERN_LOG .*$/);
  });

  it('refuses the demo in production unless it is forced', () => {
    expect(parseConfig({ NODE_ENV: 'production' }).demoAllowed).toBe(false);
    expect(parseConfig({ NODE_ENV: 'production', LECTERN_FORCE_DEMO: 'yes' }).demoAllowed).toBe(
      true,
    );
  });
});
