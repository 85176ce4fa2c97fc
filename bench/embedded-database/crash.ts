/**
 * Kills the owner of an embedded database in the middle of its work, eight times over (or as many
 * as its argument says), and counts the acknowledged rows that the next start does not find.
 * Run with `node bench/embedded-database/crash.ts`; exits 1 if a row is lost.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { openEmbedded, readOwner } from '../../server/db/embedded/index.ts';
import { killOpener, startOpener } from '../../server/db/embedded/opener.testing.ts';

const cycles = Number(process.argv[2] ?? 8);
const folder = await mkdtemp(path.join(os.tmpdir(), 'lectern-crash-'));
const dataDir = path.join(folder, 'data');
const acknowledged: number[] = [];
let lost = 0;

for (let cycle = 1; cycle <= cycles; cycle++) {
  const writer = startOpener(dataDir, '--write');
  await writer.first;
  await delay(1_000 + Math.random() * 2_000);
  const owner = await readOwner(dataDir);
  if (cycle % 2 === 1 && owner) process.kill(owner.databasePid, 'SIGKILL');
  await killOpener(writer);
  acknowledged.push(...writer.lines.flatMap((line) => line.id ?? []));

  const startedAt = performance.now();
  const database = await openEmbedded({ dataDir });
  const openMs = Math.round(performance.now() - startedAt);
  const client = new pg.Client(database.connection);
  await client.connect();
  const { rows } = await client.query<{ id: string }>('select id from written');
  const found = new Set(rows.map((row) => Number(row.id)));
  await client.end();
  await database.close();
  const missing = acknowledged.filter((id) => !found.has(id)).length;
  lost += missing;
  console.log(
    `cycle ${cycle}: ${acknowledged.length} acknowledged, ${missing} missing, reopened in ${openMs} ms`,
  );
}
await rm(folder, { recursive: true, force: true });
console.log(`${cycles} cycles, ${lost} rows lost`);
process.exitCode = lost === 0 ? 0 : 1;
