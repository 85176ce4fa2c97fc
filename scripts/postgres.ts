/**
 * Runs a command with TEST_DATABASE_URL set to a PostgreSQL that has pgvector:
 *
 *   node scripts/postgres.ts -- vitest run
 *
 * Uses TEST_DATABASE_URL where it is set already. Else, on Debian as root, it makes a chroot with
 * Debian trixie's postgresql-17 and pgvector (once; about a minute), starts a throw-away cluster on
 * a free loopback port, and stops it afterwards.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';

const CHROOT = process.env.LECTERN_POSTGRES_CHROOT ?? '/var/cache/lectern-postgres';
const BIN = '/usr/lib/postgresql/17/bin';
const CLUSTER = '/var/lib/postgresql/lectern-test';
const PACKAGES = 'postgresql-17,postgresql-17-pgvector';

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function has(program: string): boolean {
  return (process.env.PATH ?? '')
    .split(':')
    .some((folder) => existsSync(path.join(folder, program)));
}

function makeChroot(): void {
  if (existsSync(path.join(CHROOT, BIN, 'postgres')) && existsSync(path.join(CHROOT, '.complete')))
    return;
  if (process.getuid?.() !== 0 || !has('debootstrap')) {
    fail(
      'Set TEST_DATABASE_URL to a PostgreSQL 16 or newer with pgvector on which databases may be created ' +
        '(docker compose up -d offers one), or run this as root on Debian with debootstrap installed.',
    );
  }
  console.error(`Making a PostgreSQL with pgvector in ${CHROOT} (once)…`);
  execFileSync('rm', ['-rf', CHROOT]);
  execFileSync('debootstrap', ['--variant=minbase', `--include=${PACKAGES}`, 'trixie', CHROOT], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  execFileSync('touch', [path.join(CHROOT, '.complete')]);
}

/** Runs a program inside the chroot as the user postgres. */
function inside(...command: string[]): void {
  execFileSync('chroot', ['--userspec=postgres:postgres', CHROOT, ...command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    cwd: '/',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' },
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : fail('No free port.');
}

async function startCluster(): Promise<{ url: string; stop(): void }> {
  makeChroot();
  const folder = path.join(CHROOT, CLUSTER);
  if (existsSync(path.join(folder, 'postmaster.pid'))) {
    // Left by a run that was killed.
    try {
      inside(`${BIN}/pg_ctl`, '-D', CLUSTER, '-m', 'immediate', '-w', 'stop');
    } catch {
      console.error('An earlier test cluster was not running any more.');
    }
  }
  execFileSync('rm', ['-rf', folder]);
  inside(
    `${BIN}/initdb`,
    '-D',
    CLUSTER,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  );
  const port = await freePort();
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=/tmp',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=200',
    'shared_buffers=512MB',
    'maintenance_work_mem=1GB',
    'max_wal_size=4GB',
    'max_locks_per_transaction=256',
  ];
  inside(
    `${BIN}/pg_ctl`,
    '-D',
    CLUSTER,
    '-w',
    '-l',
    '/tmp/lectern-test-postgres.log',
    '-o',
    settings.map((setting) => `-c ${setting}`).join(' '),
    'start',
  );
  const stop = () => inside(`${BIN}/pg_ctl`, '-D', CLUSTER, '-m', 'immediate', '-w', 'stop');
  const superuser = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    database: 'postgres',
  });
  await superuser.connect();
  // The tests own their databases but are no superusers, as on a hosted PostgreSQL: forced row
  // security must hold for the owner, too. Extensions come with the template, as a hoster gives them.
  await superuser.query('create role lectern login createdb createrole');
  await superuser.end();
  const template = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    database: 'template1',
  });
  await template.connect();
  await template.query(
    'create extension vector; create extension pg_trgm; alter function ts_match_vq(tsvector, tsquery) leakproof; alter function enum_eq(anyenum, anyenum) leakproof; grant all on schema public to lectern',
  );
  await template.end();
  return { url: `postgres://lectern@127.0.0.1:${port}/postgres`, stop };
}

const separator = process.argv.indexOf('--');
const [program, ...args] = separator < 0 ? [] : process.argv.slice(separator + 1);
if (program === undefined) fail('Usage: node scripts/postgres.ts -- COMMAND [ARGUMENTS]');

const given = process.env.TEST_DATABASE_URL;
const cluster = given ? null : await startCluster();
const child = spawn(program, args, {
  stdio: 'inherit',
  env: { ...process.env, TEST_DATABASE_URL: given ?? cluster?.url },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  cluster?.stop();
  process.exit(code ?? 1);
});
