/**
 * Writes what is made from other things: database types, schema snapshot, data model, the
 * settings table of the README. With `--check` it writes nothing and fails where one is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SETTINGS } from '../server/config.ts';
import { readCatalog, renderSchema } from '../server/db/catalog.ts';
import { openDatabase } from '../server/db/database.ts';
import { migrateUp } from '../server/db/migrate.ts';
import { renderDataModel } from '../server/db/render-data-model.ts';
import { renderTypes } from '../server/db/render-types.ts';

const root = path.join(import.meta.dirname, '..');
const check = process.argv.includes('--check');

function settingsTable(): string {
  const rows = Object.entries(SETTINGS).map(
    ([name, setting]) =>
      `| \`${name}\` | ${setting.what} | ${setting.takes} | ${setting.byDefault} |`,
  );
  return [
    '| variable | what it does | takes | default |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

async function readme(): Promise<string> {
  const text = await readFile(path.join(root, 'README.md'), 'utf8');
  const marked = /(<!-- settings -->\n)[\s\S]*?(\n<!-- \/settings -->)/;
  if (!marked.test(text)) throw new Error('README.md has no <!-- settings --> part.');
  return text.replace(
    marked,
    (_, open: string, close: string) => `${open}${settingsTable()}${close}`,
  );
}

const database = await openDatabase({
  url: null,
  dataDir: null,
  poolSize: 1,
  poolIdleSeconds: 60,
  poolLifetimeSeconds: 3600,
});
await migrateUp(database.kysely);
const catalog = await readCatalog(database.pool);
await database.close();

const outputs: Record<string, string> = {
  'server/db/types.gen.ts': renderTypes(catalog),
  'server/db/schema.sql': renderSchema(catalog),
  'docs/data-model.md': renderDataModel(catalog),
  'README.md': await readme(),
};

const stale: string[] = [];
for (const [file, content] of Object.entries(outputs)) {
  const target = path.join(root, file);
  const present = await readFile(target, 'utf8').catch(() => null);
  if (present === content) continue;
  stale.push(file);
  if (!check) await writeFile(target, content);
}
if (check && stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run npm run generate and commit the result.`);
  process.exitCode = 1;
} else if (stale.length > 0) {
  console.log(`Wrote ${stale.join(', ')}.`);
}
