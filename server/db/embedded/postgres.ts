import { openAsBlob } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Extensions, PGlite } from '@electric-sql/pglite';
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { vector } from '@electric-sql/pglite-pgvector';
import { DataFolderError } from './errors.ts';

/** The PostgreSQL that PGlite is; a data folder of another major version cannot be opened. */
export const POSTGRES_MAJOR = 18;

/** What `create extension` finds; each costs a few milliseconds at every start. */
const extensions: Extensions = { vector, pg_trgm, unaccent, btree_gin, btree_gist };

/** Makes the data folder where there is none, for its owner's eyes only. */
export async function prepareFolder(dataDir: string): Promise<void> {
  try {
    const created = await mkdir(dataDir, { recursive: true, mode: 0o700 });
    if (created !== undefined) await chmod(dataDir, 0o700);
  } catch (error) {
    throw folderError(dataDir, error);
  }
}

/** A system's error about the data folder, in plain words. */
export function folderError(dataDir: string, error: unknown): DataFolderError {
  const reason = error instanceof Error ? error.message : String(error);
  return new DataFolderError(
    `The data folder ${dataDir} cannot be written (${reason}). ` +
      'Make it writable for this user, or choose another folder with LECTERN_DATA.',
  );
}

async function majorOf(postgresDir: string): Promise<number | null> {
  const text = await readFile(path.join(postgresDir, 'PG_VERSION'), 'utf8').catch(() => null);
  return text === null ? null : Number.parseInt(text, 10);
}

function refuseOtherMajor(dataDir: string, major: number): void {
  if (major === POSTGRES_MAJOR) return;
  throw new DataFolderError(
    `The data folder ${dataDir} was made by ${major > POSTGRES_MAJOR ? 'a newer' : 'an older'} ` +
      `PostgreSQL (${major}; this program has ${POSTGRES_MAJOR}). Start the Lectern version that ` +
      'made it, or choose another folder with LECTERN_DATA.',
  );
}

/**
 * Opens the database in `<dataDir>/postgres`, made new (empty, or from a dump) where there is
 * none; in memory where `dataDir` is null. The caller owns the folder.
 */
export async function openPostgres(
  dataDir: string | null,
  loadDump: string | null,
): Promise<PGlite> {
  const load = loadDump === null ? {} : { loadDataDir: await openAsBlob(loadDump) };
  if (dataDir === null) return PGlite.create({ extensions, ...load });

  const postgresDir = path.join(dataDir, 'postgres');
  const major = await majorOf(postgresDir);
  if (major === null) {
    // Made aside and put in place by a rename, so a process killed in the middle leaves no half.
    const aside = `${postgresDir}.new`;
    await rm(aside, { recursive: true, force: true });
    const made = await PGlite.create({ dataDir: aside, extensions, ...load });
    await made.close();
    await rename(aside, postgresDir);
  } else {
    refuseOtherMajor(dataDir, major);
    if (loadDump !== null) {
      throw new DataFolderError(
        `The data folder ${dataDir} has a database; no dump is loaded over it.`,
      );
    }
  }
  return PGlite.create({ dataDir: postgresDir, extensions, relaxedDurability: true });
}
