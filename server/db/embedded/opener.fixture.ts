/**
 * A process that opens a data folder, for tests and the crash benchmark. It prints one JSON line
 * a thing that happened: opened, refused, or (with `--write`) each row that was acknowledged.
 */
import pg from 'pg';
import { DatabaseInUseError, openEmbedded } from './index.ts';

const [dataDir = '', mode] = process.argv.slice(2);

function say(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const startedAt = Date.now();
try {
  const database = await openEmbedded({ dataDir });
  say({ opened: process.pid });
  if (mode === '--write') {
    const pool = new pg.Pool({ ...database.connection, max: 4 });
    await pool.query('create table if not exists written (id bigserial primary key, word text)');
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (;;) {
          const { rows } = await pool.query<{ id: string }>(
            'insert into written (word) values ($1) returning id',
            ['x'.repeat(Math.floor(Math.random() * 2_000))],
          );
          say({ id: Number(rows[0]?.id) });
        }
      }),
    );
  }
} catch (error) {
  say({
    refused: error instanceof DatabaseInUseError ? 'in use' : String(error),
    pid: error instanceof DatabaseInUseError ? error.pid : null,
    url: error instanceof DatabaseInUseError ? error.url : null,
    afterMs: Date.now() - startedAt,
  });
}
