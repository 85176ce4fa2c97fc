import path from 'node:path';
import { z } from 'zod';
import type { StorageConfig } from './ports/storage/port.ts';

/**
 * Everything that can be set from outside, in one place. Nobody else reads the environment; the
 * table in the README is generated from `SETTINGS`.
 */

const wholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

type Setting = {
  schema: z.ZodType;
  /** As the README and an error say it: what the value may be. */
  takes: string;
  /** As the README shows it. */
  byDefault: string;
  what: string;
};

const isUrl = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol));

export const SETTINGS = {
  PORT: {
    schema: wholeNumber(0, 65_535).default(3000),
    takes: 'a port number from 0 to 65535 (0: any free port)',
    byDefault: '3000',
    what: 'Port that the server listens on.',
  },
  HOST: {
    schema: z.string().min(1).default('127.0.0.1'),
    takes: 'a host name or IP address',
    byDefault: '127.0.0.1',
    what: 'Address that the server listens on; `0.0.0.0` lets other machines in.',
  },
  LECTERN_URL: {
    schema: isUrl('http:', 'https:').optional(),
    takes: 'an http or https URL',
    byDefault: 'http://localhost:PORT',
    what: 'Address under which people reach the server; used in links and cookies.',
  },
  LECTERN_DATA: {
    schema: z.string().min(1).default('./data'),
    takes: 'a path to a folder',
    byDefault: './data',
    what: 'Folder of the embedded database, the originals and the secret.',
  },
  DATABASE_URL: {
    schema: isUrl('postgres:', 'postgresql:').optional(),
    takes: 'a postgres:// URL',
    byDefault: 'none: embedded',
    what: 'PostgreSQL 16 or newer with pgvector, instead of the embedded database.',
  },
  DATABASE_POOL_SIZE: {
    schema: wholeNumber(1, 500).default(20),
    takes: 'a whole number from 1 to 500',
    byDefault: '20',
    what: 'Connections of one server to PostgreSQL.',
  },
  DATABASE_POOL_IDLE_SECONDS: {
    schema: wholeNumber(1, 86_400).default(300),
    takes: 'a whole number of seconds from 1 to 86400',
    byDefault: '300',
    what: 'An unused connection is closed after this.',
  },
  DATABASE_POOL_LIFETIME_SECONDS: {
    schema: wholeNumber(60, 86_400).default(3600),
    takes: 'a whole number of seconds from 60 to 86400',
    byDefault: '3600',
    what: 'A connection is replaced after this.',
  },
  LECTERN_STORAGE: {
    schema: z.enum(['disk', 's3', 'gcs']).default('disk'),
    takes: 'disk, s3 or gcs',
    byDefault: 'disk',
    what: 'Where originals and videos are kept: in the data folder, in a bucket of Amazon S3 or anything that speaks its protocol, or of Google Cloud Storage.',
  },
  LECTERN_BUCKET: {
    schema: z.string().min(3).max(222).optional(),
    takes: 'the name of a bucket',
    byDefault: 'none',
    what: 'Bucket for `s3` and `gcs`; it has to exist, and needs no public access.',
  },
  LECTERN_S3_REGION: {
    schema: z.string().min(1).default('us-east-1'),
    takes: 'the name of a region',
    byDefault: 'us-east-1',
    what: 'Region of the S3 bucket.',
  },
  LECTERN_S3_ENDPOINT: {
    schema: isUrl('http:', 'https:').optional(),
    takes: 'an http or https URL',
    byDefault: "none: Amazon's",
    what: 'Server that speaks the protocol of S3, such as MinIO, Ceph or R2.',
  },
  LECTERN_S3_PATH_STYLE: {
    schema: z.enum(['yes', 'no']).optional(),
    takes: 'yes or no',
    byDefault: 'yes where LECTERN_S3_ENDPOINT is set',
    what: 'Whether the bucket stands in the path of an address instead of its host name.',
  },
  LECTERN_S3_KEY: {
    schema: z.string().min(1).optional(),
    takes: 'the id of an access key',
    byDefault: "as Amazon's tools find it",
    what: 'Access key for S3; together with LECTERN_S3_SECRET.',
  },
  LECTERN_S3_SECRET: {
    schema: z.string().min(1).optional(),
    takes: 'the secret of the access key',
    byDefault: "as Amazon's tools find it",
    what: 'Secret of the access key for S3.',
  },
  LECTERN_GCS_KEY_FILE: {
    schema: z.string().min(1).optional(),
    takes: 'a path to a JSON file',
    byDefault: 'the credentials of the machine',
    what: 'Key of a service account that may read and write the bucket.',
  },
  LECTERN_GCS_ENDPOINT: {
    schema: isUrl('http:', 'https:').optional(),
    takes: 'an http or https URL',
    byDefault: "none: Google's",
    what: 'Another server that speaks the protocol of Google Cloud Storage, such as an emulator.',
  },
  LECTERN_UPLOADS: {
    schema: z.string().min(1).optional(),
    takes: 'a path to a folder',
    byDefault: 'LECTERN_DATA/tmp/uploads',
    what: 'Folder for videos while they are uploaded; with several web processes one that they share.',
  },
  LECTERN_MAX_VIDEO_MB: {
    schema: wholeNumber(1, 100_000).default(10_240),
    takes: 'a whole number from 1 to 100000',
    byDefault: '10240',
    what: 'Largest video that may be uploaded or fetched, in MB.',
  },
  LECTERN_FFMPEG: {
    schema: z.string().min(1).default('ffmpeg'),
    takes: 'a command, a path to the program, or no',
    byDefault: 'ffmpeg',
    what: 'The program ffmpeg, with ffprobe beside it, for length, posters and playable copies of videos; `no` does without.',
  },
  LECTERN_ROLE: {
    schema: z.enum(['all', 'web', 'worker']).default('all'),
    takes: 'all, web or worker',
    byDefault: 'all',
    what: 'What this process does: answer requests, do the background work, or both.',
  },
  LECTERN_SECRET: {
    schema: z.string().min(32).optional(),
    takes: 'a random text of 32 characters or more',
    byDefault: 'made in the data folder',
    what: 'Signs the session cookies; the same on every server.',
  },
  LECTERN_SIGN_UP: {
    schema: z.enum(['first', 'open']).default('first'),
    takes: 'first or open',
    byDefault: 'first',
    what: 'Who may create an organization in the browser: the first person alone, or anybody.',
  },
  LECTERN_FORCE_DEMO: {
    schema: z.enum(['yes', 'no']).default('no'),
    takes: 'yes or no',
    byDefault: 'no',
    what: 'Allows the demo, with its known passwords, where NODE_ENV is production.',
  },
  LECTERN_FETCH_PRIVATE: {
    schema: z.enum(['yes', 'no']).default('no'),
    takes: 'yes or no',
    byDefault: 'no',
    what: 'Allows adding pages from private and loopback addresses, such as an intranet.',
  },
  LECTERN_WATCH_ROOTS: {
    schema: z
      .string()
      .transform((value) => value.split(path.delimiter).filter((part) => part !== ''))
      .refine((roots) => roots.every((root) => path.isAbsolute(root)))
      .optional(),
    takes: `absolute paths of folders, with "${path.delimiter}" between them`,
    byDefault: 'none: no folder is watched',
    what: 'Folders of this machine below which staff of every organization may have folders watched, and so read the files in them; absolute paths, with `:` between them (`;` on Windows).',
  },
  LECTERN_MASTER_KEY: {
    schema: z
      .string()
      .refine((value) => Buffer.from(value, 'base64').length === 32)
      .optional(),
    takes: '32 random bytes in base64, such as `openssl rand -base64 32` prints',
    byDefault: 'made in the data folder',
    what: 'Encrypts the keys of model providers; the same on every server.',
  },
  LECTERN_AI_PRIVATE: {
    schema: z.enum(['yes', 'no']).optional(),
    takes: 'yes or no',
    byDefault: 'yes, unless LECTERN_SIGN_UP is open',
    what: 'Allows connections to model servers on this machine and in private networks, such as Ollama.',
  },
  LECTERN_FONT: {
    schema: z
      .string()
      .refine((file) => path.isAbsolute(file))
      .optional(),
    takes: 'the absolute path of a TTF, OTF or WOFF file',
    byDefault: 'Noto Sans, then what the system has',
    what: 'Font for names on certificates in scripts other than Latin, Greek, Cyrillic and Devanagari.',
  },
  LECTERN_LOG: {
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
    takes: 'debug, info, warn, error or silent',
    byDefault: 'warn',
    what: 'What the log keeps (JSON lines on stderr).',
  },
  LECTERN_TRUST_PROXY: {
    schema: z.enum(['yes', 'no']).default('no'),
    takes: 'yes or no',
    byDefault: 'no',
    what: 'Believe X-Forwarded-* headers; only behind a proxy of your own.',
  },
  SMTP_URL: {
    schema: isUrl('smtp:', 'smtps:').optional(),
    takes: 'an smtp:// or smtps:// URL',
    byDefault: 'none: links are shown instead',
    what: 'Mail server for invitations.',
  },
  MAIL_FROM: {
    schema: z.string().min(3).default('Lectern <lectern@localhost>'),
    takes: 'a mail address, with a name if you like',
    byDefault: 'Lectern <lectern@localhost>',
    what: 'Sender of mail.',
  },
  NODE_ENV: {
    schema: z.string().default('development'),
    takes: 'a word',
    byDefault: 'development',
    what: '`production` refuses the demo.',
  },
} as const satisfies Record<string, Setting>;

export type DatabaseConfig = {
  url: string | null;
  /** Null keeps the embedded database in memory, for tests. */
  dataDir: string | null;
  poolSize: number;
  poolIdleSeconds: number;
  poolLifetimeSeconds: number;
  /** A dump to begin with, for tests. */
  loadDump?: string;
};

type Read = <K extends keyof typeof SETTINGS>(name: K) => z.output<(typeof SETTINGS)[K]['schema']>;

/** Settings that need each other; `problems` gets a line for each that is missing. */
function readStorage(read: Read, dataDir: string, problems: string[]): StorageConfig {
  const kind = read('LECTERN_STORAGE');
  const bucket = read('LECTERN_BUCKET');
  const region = read('LECTERN_S3_REGION');
  const s3Endpoint = read('LECTERN_S3_ENDPOINT');
  const pathStyle = read('LECTERN_S3_PATH_STYLE');
  const [id, secret] = [read('LECTERN_S3_KEY'), read('LECTERN_S3_SECRET')];
  const keyFile = read('LECTERN_GCS_KEY_FILE') ?? null;
  const gcsEndpoint = read('LECTERN_GCS_ENDPOINT') ?? null;
  if ((kind === 's3' || kind === 'gcs') && bucket === undefined)
    problems.push(`LECTERN_STORAGE is ${kind}, which needs LECTERN_BUCKET: the name of a bucket.`);
  if (kind === 's3' && (id === undefined) !== (secret === undefined))
    problems.push('LECTERN_S3_KEY and LECTERN_S3_SECRET are set together, or neither is.');
  if (kind === 's3')
    return {
      kind,
      bucket: bucket ?? '',
      region,
      endpoint: s3Endpoint ?? null,
      pathStyle: (pathStyle ?? (s3Endpoint === undefined ? 'no' : 'yes')) === 'yes',
      keys: id === undefined || secret === undefined ? null : { id, secret },
    };
  if (kind === 'gcs') return { kind, bucket: bucket ?? '', endpoint: gcsEndpoint, keyFile };
  return { kind: 'disk', folder: path.join(dataDir, 'files') };
}

export type Config = {
  port: number;
  host: string;
  /** Without a slash at the end; null: http://localhost and the port that is listened on. */
  publicUrl: string | null;
  dataDir: string;
  database: DatabaseConfig;
  role: 'all' | 'web' | 'worker';
  secret: string | null;
  production: boolean;
  /** Whether people may create organizations after the first. */
  openSignUp: boolean;
  demoAllowed: boolean;
  fetchPrivate: boolean;
  /** Absolute paths below which folders may be watched. */
  watchRoots: readonly string[];
  storage: StorageConfig;
  /** Where videos lie while they are uploaded. */
  uploadsDir: string;
  maxVideoBytes: number;
  /** The program, null to do without, and the folders in which programs are. */
  ffmpeg: { command: string | null; searchPath: string };
  /** 32 bytes in base64; null: made in the data folder. */
  masterKey: string | null;
  aiPrivate: boolean;
  /** Font file that helps out on certificates. */
  font: string | null;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  trustProxy: boolean;
  mail: { url: string; from: string } | null;
};

/** A variable of the environment has a value that it cannot have. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

/**
 * Reads and checks the environment.
 *
 * @throws ConfigError that names each wrong variable and what it takes, one line each.
 */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const problems: string[] = [];
  const read = <K extends keyof typeof SETTINGS>(
    name: K,
  ): z.output<(typeof SETTINGS)[K]['schema']> => {
    const given = env[name];
    const result = SETTINGS[name].schema.safeParse(given === '' ? undefined : given);
    if (result.success) return result.data as z.output<(typeof SETTINGS)[K]['schema']>;
    problems.push(`${name} is ${JSON.stringify(given)} but takes ${SETTINGS[name].takes}.`);
    return undefined as z.output<(typeof SETTINGS)[K]['schema']>;
  };
  const dataDir = path.resolve(read('LECTERN_DATA') ?? '.');
  const production = read('NODE_ENV') === 'production';
  const openSignUp = read('LECTERN_SIGN_UP') === 'open';
  const smtpUrl = read('SMTP_URL');
  const config: Config = {
    port: read('PORT'),
    host: read('HOST'),
    publicUrl: read('LECTERN_URL')?.replace(/\/+$/, '') ?? null,
    dataDir,
    database: {
      url: read('DATABASE_URL') ?? null,
      dataDir,
      poolSize: read('DATABASE_POOL_SIZE'),
      poolIdleSeconds: read('DATABASE_POOL_IDLE_SECONDS'),
      poolLifetimeSeconds: read('DATABASE_POOL_LIFETIME_SECONDS'),
    },
    role: read('LECTERN_ROLE'),
    secret: read('LECTERN_SECRET') ?? null,
    production,
    openSignUp,
    demoAllowed: !production || read('LECTERN_FORCE_DEMO') === 'yes',
    fetchPrivate: read('LECTERN_FETCH_PRIVATE') === 'yes',
    watchRoots: (read('LECTERN_WATCH_ROOTS') ?? []).map((root) => path.resolve(root)),
    storage: readStorage(read, dataDir, problems),
    uploadsDir: path.resolve(read('LECTERN_UPLOADS') ?? path.join(dataDir, 'tmp', 'uploads')),
    maxVideoBytes: read('LECTERN_MAX_VIDEO_MB') * 2 ** 20,
    ffmpeg: {
      command: read('LECTERN_FFMPEG') === 'no' ? null : read('LECTERN_FFMPEG'),
      searchPath: env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    },
    masterKey: read('LECTERN_MASTER_KEY') ?? null,
    aiPrivate: (read('LECTERN_AI_PRIVATE') ?? (openSignUp ? 'no' : 'yes')) === 'yes',
    font: read('LECTERN_FONT') ?? null,
    logLevel: read('LECTERN_LOG'),
    trustProxy: read('LECTERN_TRUST_PROXY') === 'yes',
    mail: smtpUrl ? { url: smtpUrl, from: read('MAIL_FROM') } : null,
  };
  read('LECTERN_FORCE_DEMO');
  read('MAIL_FROM');
  if (problems.length > 0) throw new ConfigError([...new Set(problems)].join('\n'));
  return config;
}
