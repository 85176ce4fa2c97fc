import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ERRORS } from './errors.ts';

it('every error code has its section in docs/errors.md, with its status and title, and no other has', async () => {
  const page = await readFile(path.join(import.meta.dirname, '..', 'docs', 'errors.md'), 'utf8');
  const sections = [...page.matchAll(/^## (\w+)\n\n(\d+): (.+)\.$/gm)].map(
    ([, code, status, title]) => [code, Number(status), title],
  );
  expect(sections).toEqual(
    Object.entries(ERRORS).map(([code, { status, title }]) => [code, status, title]),
  );
});
