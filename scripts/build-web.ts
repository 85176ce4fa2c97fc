/** Builds the web app into dist/web, unless the build there is of these very sources. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = path.join(import.meta.dirname, '..');
const output = path.join(root, 'dist', 'web');
const stamp = path.join(output, '.sources');

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** Hash of everything that the build reads. */
async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  const files = [
    path.join(root, 'package-lock.json'),
    ...(await filesIn(path.join(root, 'web'))),
    ...(await filesIn(path.join(root, 'contracts'))),
  ];
  for (const file of files) {
    if (/\.test\.tsx?$/.test(file)) continue;
    hash
      .update(path.relative(root, file))
      .update('\0')
      .update(await readFile(file));
  }
  return hash.digest('hex');
}

/** The server sends these instead of compressing at every request. */
async function compress(): Promise<void> {
  const texts = (await filesIn(output)).filter((file) => /\.(js|css|html|svg|json)$/.test(file));
  for (const file of texts) {
    const content = await readFile(file);
    if (content.length < 1024) continue;
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
    await writeFile(`${file}.br`, await promisify(brotliCompress)(content, quality));
    await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
  }
}

const sources = await hashSources();
if ((await readFile(stamp, 'utf8').catch(() => '')) !== sources) {
  process.stdout.write('Building the web app… ');
  const started = performance.now();
  const { build } = await import('vite');
  await build({
    configFile: path.join(root, 'web', 'vite.config.ts'),
    root: path.join(root, 'web'),
    logLevel: process.argv.includes('--verbose') ? 'info' : 'error',
  });
  await compress();
  await writeFile(stamp, sources);
  console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
}
