import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/* node bench/run.ts NAME [ARGUMENTS]: runs one benchmark; without NAME it lists them. */

const HERE = import.meta.dirname;
const names = readdirSync(HERE).filter((name) => existsSync(path.join(HERE, name, 'run.ts')));
const [name, ...rest] = process.argv.slice(2);

if (name === undefined || !names.includes(name)) {
  if (name !== undefined) console.error(`There is no benchmark "${name}".`);
  console.log(
    `npm run bench -- NAME, where NAME is one of:\n${names.map((known) => `  ${known}`).join('\n')}`,
  );
  process.exitCode = name === undefined ? 0 : 2;
} else {
  const child = spawn(process.execPath, [path.join(HERE, name, 'run.ts'), ...rest], {
    stdio: 'inherit',
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
