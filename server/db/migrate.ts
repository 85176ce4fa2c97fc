import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { DB } from './types.gen.ts';

const FOLDER = path.join(import.meta.dirname, 'migrations');
const PARTS = /^-- up\n([\s\S]*?)\n-- down\n([\s\S]*)$/;

/** Splits a migration file at its `-- up` and `-- down` lines. */
export function parseMigration(name: string, text: string): { up: string; down: string } {
  const match = PARTS.exec(text);
  if (!match?.[1] || !match[2]) {
    throw new Error(`Migration ${name} must have an "-- up" part and a "-- down" part.`);
  }
  return { up: match[1], down: match[2] };
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort();
  const entries = await Promise.all(
    files.map(async (file): Promise<[string, Migration]> => {
      const { up, down } = parseMigration(file, await readFile(path.join(FOLDER, file), 'utf8'));
      return [
        path.basename(file, '.sql'),
        {
          async up(db) {
            await sql.raw(up).execute(db);
          },
          async down(db) {
            await sql.raw(down).execute(db);
          },
        },
      ];
    }),
  );
  return Object.fromEntries(entries);
}

function migrator(db: Kysely<DB>): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: readMigrations },
    migrationTableName: 'schema_migrations',
    migrationLockTableName: 'schema_migrations_lock',
  });
}

/** The schema was made by a newer program than this one. */
export class SchemaTooNewError extends Error {
  constructor(unknown: string[]) {
    super(
      `The database was migrated by a newer Lectern (it has ${unknown.join(', ')}). ` +
        'Start that version, or restore a backup made before the upgrade.',
    );
    this.name = 'SchemaTooNewError';
  }
}

/**
 * Names of the migrations that have not been applied. Asks for the names alone: the migrator reads
 * the whole catalog first, which takes a good part of a cold start of the embedded database.
 *
 * @throws SchemaTooNewError where there are others than this program knows.
 */
export async function pendingMigrations(db: Kysely<DB>): Promise<string[]> {
  const known = Object.keys(await readMigrations());
  const table = await sql<{ found: string | null }>`
    select to_regclass('schema_migrations')::text as found
  `.execute(db);
  if (!table.rows[0]?.found) return known;
  const { rows } = await sql<{ name: string }>`
    select name from schema_migrations order by name
  `.execute(db);
  const applied = new Set(rows.map((row) => row.name));
  const unknown = [...applied].filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new SchemaTooNewError(unknown);
  return known.filter((name) => !applied.has(name));
}

/** Applies what is missing, under a lock. Returns the names applied, in order. */
export async function migrateUp(db: Kysely<DB>): Promise<string[]> {
  if ((await pendingMigrations(db)).length === 0) return [];
  const { error, results = [] } = await migrator(db).migrateToLatest();
  if (error) throw error;
  return results.map((result) => result.migrationName);
}

/** Takes back the newest migration, or all of them. Returns the names taken back. */
export async function migrateDown(db: Kysely<DB>, how: 'one' | 'all'): Promise<string[]> {
  const tool = migrator(db);
  const undone: string[] = [];
  for (;;) {
    const { error, results = [] } = await tool.migrateDown();
    if (error) throw error;
    undone.push(...results.map((result) => result.migrationName));
    if (how === 'one' || results.length === 0) return undone;
  }
}
