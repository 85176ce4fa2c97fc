import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../../../config.ts';
import { AppError } from '../../../errors.ts';
import { isWithin } from './domain/within.ts';

/** What an operator has to do before a folder can be watched. */
export const HOW_TO_ALLOW =
  'Whoever runs this server must name the folders that may be watched in the setting LECTERN_WATCH_ROOTS, and start it again.';

export type Limits = Pick<Config, 'watchRoots' | 'dataDir'>;

const refused = (detail: string) => new AppError('invalid_request', detail);

/** The allowed root that a path lies below, links followed; null where there is none. */
export async function rootOf(realPath: string, { watchRoots, dataDir }: Limits) {
  // The platform's own secrets and originals are nobody's source, whatever the operator allowed.
  const own = await realpath(dataDir).catch(() => path.resolve(dataDir));
  if (isWithin(own, realPath)) return null;
  for (const root of watchRoots) {
    const real = await realpath(root).catch(() => null);
    if (real !== null && isWithin(real, realPath)) return real;
  }
  return null;
}

/**
 * Finds a folder that a person named, with all links followed.
 *
 * @returns where it really is, and the allowed root above it; no file outside of that is read.
 * @throws AppError `invalid_request` that says what is wrong with the path. Of what lies outside
 *   the roots it does not say whether it exists.
 */
export async function openFolder(
  folder: string,
  limits: Limits,
): Promise<{ real: string; root: string }> {
  const { watchRoots } = limits;
  if (watchRoots.length === 0)
    throw refused(`No folder of this server may be watched. ${HOW_TO_ALLOW}`);
  const outside = () =>
    refused(
      `${folder} is not in a folder that may be watched: ${watchRoots.join(', ')}. Choose one below, or ask whoever runs this server to allow it (LECTERN_WATCH_ROOTS).`,
    );
  if (!path.isAbsolute(folder))
    throw refused(`Give the whole path of the folder, such as ${watchRoots[0]}/lectures.`);
  const asked = path.resolve(folder);
  const byName = await Promise.all(
    watchRoots.map(async (root) => [root, await realpath(root).catch(() => root)]),
  );
  if (!byName.flat().some((root) => isWithin(root, asked))) throw outside();
  let real: string;
  try {
    real = await realpath(asked);
  } catch (error) {
    throw refused(whyNotSeen(folder, error));
  }
  const root = await rootOf(real, limits);
  if (root === null) throw outside();
  if (!(await stat(real)).isDirectory())
    throw refused(`${folder} is a file. Give the folder that it is in.`);
  return { real, root };
}

/** What a failure of the file system means, for the person who named the path. */
export function whyNotSeen(name: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return `${name} is not there. Was it moved, or is its disk not connected?`;
  if (code === 'EACCES' || code === 'EPERM')
    return `${name} may not be read by the account that runs this server. Give it the right to read.`;
  return `${name} could not be read (${code ?? message}).`;
}
