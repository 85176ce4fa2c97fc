import { access, constants, mkdir, statfs } from 'node:fs/promises';
import type { Config } from '../../server/config.ts';
import { openDatabase } from '../../server/db/database.ts';
import { readOwner } from '../../server/db/embedded/index.ts';
import { pendingMigrations } from '../../server/db/migrate.ts';
import type { Command } from '../command.ts';

type Finding = { check: string; ok: boolean; detail: string };

const MIN_NODE = 22;
const MIN_FREE_BYTES = 2 ** 30;

function checkNode(): Finding {
  const ok = Number(process.versions.node.split('.')[0]) >= MIN_NODE;
  return {
    check: 'node',
    ok,
    detail: ok
      ? process.versions.node
      : `${process.versions.node} is too old; npm run uses the one that Lectern brings.`,
  };
}

async function checkFolder({ dataDir }: Config): Promise<Finding> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK);
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    const ok = free >= MIN_FREE_BYTES;
    const gib = (free / 2 ** 30).toFixed(1);
    return {
      check: 'data folder',
      ok,
      detail: `${dataDir}, ${gib} GiB free${ok ? '' : '; make room before you add more'}`,
    };
  } catch (error) {
    return { check: 'data folder', ok: false, detail: `${dataDir}: ${(error as Error).message}` };
  }
}

async function checkServer(config: Config): Promise<{ finding: Finding; running: boolean }> {
  const owner = config.database.url ? null : await readOwner(config.dataDir);
  const url = owner?.url;
  if (!url)
    return { running: false, finding: { check: 'server', ok: true, detail: 'not running' } };
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3000) });
    return {
      running: true,
      finding: {
        check: 'server',
        ok: response.ok,
        detail: `${url}, ${response.ok ? 'ready' : 'its database does not answer'}`,
      },
    };
  } catch {
    return {
      running: false,
      finding: { check: 'server', ok: true, detail: 'not running (it ended without a goodbye)' },
    };
  }
}

async function checkDatabase(config: Config): Promise<Finding[]> {
  try {
    const database = await openDatabase(config.database);
    try {
      const version = await database.pool.query<{ version: string }>('select version()');
      const extension = await database.pool.query<{ extversion: string }>(
        "select coalesce((select extversion from pg_extension where extname = 'vector'), (select default_version from pg_available_extensions where name = 'vector')) as extversion",
      );
      const vector = extension.rows[0]?.extversion;
      const pending = await pendingMigrations(database.kysely);
      const indexed = await database.pool.query<{ indexed: boolean }>(
        "select proleakproof as indexed from pg_proc where oid = 'ts_match_vq(tsvector, tsquery)'::regprocedure",
      );
      return [
        {
          check: 'search indexes',
          ok: true,
          detail:
            pending.length > 0 || indexed.rows[0]?.indexed
              ? 'in use'
              : 'not used under row security, so search slows down in large libraries; let a superuser run: select allow_index_conditions(true)',
        },
        { check: 'database', ok: true, detail: version.rows[0]?.version.split(' on ')[0] ?? '' },
        {
          check: 'pgvector',
          ok: Boolean(vector),
          detail: vector ?? 'missing: install the pgvector extension on the server',
        },
        {
          check: 'schema',
          ok: true,
          detail:
            pending.length === 0
              ? 'up to date'
              : `${pending.length} steps will be applied at the next start`,
        },
      ];
    } finally {
      await database.close();
    }
  } catch (error) {
    return [{ check: 'database', ok: false, detail: (error as Error).message }];
  }
}

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  what: 'Check that everything Lectern needs is there',
  options: {},
  async run({ output, config }) {
    const { finding: server, running } = await checkServer(config);
    const findings = [checkNode(), await checkFolder(config), server];
    // The database has one owner; a running server has just said how it is.
    if (!running) findings.push(...(await checkDatabase(config)));
    for (const finding of findings) {
      if (output.json) output.record(finding);
      else output.line(`${finding.ok ? '✓' : '✗'} ${finding.check}: ${finding.detail}`);
    }
    return findings.every(({ ok }) => ok) ? 0 : 1;
  },
};
