import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from '../../../deps.ts';
import { newId } from '../../../ids.ts';

/** A copy of a file of the demo to give away: what is put into storage is moved there. */
export async function copyOf({ config }: Pick<Deps, 'config'>, file: string): Promise<string> {
  const folder = path.join(config.dataDir, 'tmp');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const copy = path.join(folder, newId());
  await copyFile(file, copy);
  return copy;
}
