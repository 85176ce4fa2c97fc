import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { readCatalog, renderSchema } from './catalog.ts';
import {
  migrateDown,
  migrateUp,
  parseMigration,
  pendingMigrations,
  SchemaTooNewError,
} from './migrate.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ database: 'own' });
});
afterAll(() => app.close());

const schema = async () => renderSchema(await readCatalog(app.database.pool));

describe('migrations', () => {
  it('make the schema of the committed snapshot', async () => {
    const snapshot = await readFile(path.join(import.meta.dirname, 'schema.sql'), 'utf8');
    // Extensions that the server brings besides ours are its own business.
    const withoutExtensions = (text: string) => text.replace(/^-- extensions: .*$/m, '');
    expect(withoutExtensions(await schema())).toBe(withoutExtensions(snapshot));
  });

  it('go up, down and up to the same catalog, and leave nothing behind when down', async () => {
    const before = await schema();
    const { database } = app;
    await sql`drop schema if exists pgboss cascade`.execute(database.kysely);
    const undone = await migrateDown(database.kysely, 'all');
    const left = await readCatalog(database.pool);
    expect([left.tables, left.enums, left.functions]).toEqual([[], [], []]);
    expect((await migrateUp(database.kysely)).toSorted()).toEqual(undone.toSorted());
    expect(await schema()).toBe(before);
    expect(await pendingMigrations(database.kysely)).toEqual([]);
  });

  it('refuse a schema that a newer program has made', async () => {
    const { kysely } = app.database;
    await sql`insert into schema_migrations (name, timestamp) values ('9999_future', 'now')`.execute(
      kysely,
    );
    await expect(migrateUp(kysely)).rejects.toThrow(SchemaTooNewError);
    await sql`delete from schema_migrations where name = '9999_future'`.execute(kysely);
  });

  it('need an up and a down part', () => {
    expect(() => parseMigration('x', '-- up\nselect 1;')).toThrow(/down/);
  });
});
