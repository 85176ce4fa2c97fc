import { readFileSync } from 'node:fs';
import os from 'node:os';

const versionOf = (name: string): string => {
  const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
};

/** Date, machine and versions: the first line of every results file. */
export function describeMachine(): string {
  const cores = os.cpus();
  return (
    `${new Date().toISOString().slice(0, 10)}; ${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${os.platform()}, ` +
    `Node.js ${process.version}, PGlite ${versionOf('@electric-sql/pglite')}, pg ${versionOf('pg')}, Fastify ${versionOf('fastify')}. ` +
    `Load average at the end: ${os.loadavg()[0]?.toFixed(1)} (the machine was shared; figures above a load of 2 are low and uneven).`
  );
}
