import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DatabaseConfig } from '../config.ts';
import { type EmbeddedDatabase, openEmbedded } from './embedded/index.ts';
import type { DB } from './types.gen.ts';

// Counts, sizes and money fit a double exactly up to 2^53; nothing here comes near it.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
// A day stays `2026-01-31`; as a Date it would be a midnight in some time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, String);

/** The database of a running platform, embedded or not; all of it goes through one `pg` pool. */
export type Database = {
  /** For identity tables and maintenance; requests on tenant data go through `withTenant`. */
  kysely: Kysely<DB>;
  pool: pg.Pool;
  embedded: EmbeddedDatabase | null;
  close(): Promise<void>;
};

/**
 * Opens the embedded database of `config.dataDir`, or connects to `config.url`.
 *
 * @throws DatabaseInUseError where another process owns the data folder.
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const embedded = config.url
    ? null
    : await openEmbedded({
        dataDir: config.dataDir,
        ...(config.loadDump === undefined ? {} : { loadDump: config.loadDump }),
      });
  const pool = new pg.Pool({
    ...(embedded ? embedded.connection : { connectionString: config.url ?? undefined }),
    max: embedded ? embedded.maxConnections : config.poolSize,
    // The embedded server is on the same machine: a connection that waits costs nothing.
    idleTimeoutMillis: embedded ? 0 : config.poolIdleSeconds * 1000,
    maxLifetimeSeconds: embedded ? 0 : config.poolLifetimeSeconds,
    connectionTimeoutMillis: 10_000,
    application_name: 'lectern',
  });
  // A connection that the server closes while idle is replaced at the next use.
  pool.on('error', () => {});
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return {
    kysely,
    pool,
    embedded,
    async close() {
      await kysely.destroy();
      await embedded?.close();
    },
  };
}
