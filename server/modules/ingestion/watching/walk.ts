import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isTemporaryName, isWatchedName } from './domain/file-name.ts';
import { type Look, lookOf } from './domain/look.ts';
import { isWithin } from './domain/within.ts';
import { whyNotSeen } from './roots.ts';

/** Longer ones are not looked at. */
const MAX_PATH = 2000;
/** Folders deeper than this are not looked into. */
const MAX_DEPTH = 32;

export type SeenFile = Look & {
  /** From the watched folder, with slashes. */
  path: string;
};

export type Walk = {
  files: SeenFile[];
  /** Parts of the folder that could not be seen, in plain words: what is missing may still exist. */
  problems: string[];
};

/**
 * Looks through a folder, in the order of names. Linked folders are not entered (they may go in
 * circles); a linked file is seen where it leads to a file inside `root`.
 *
 * @param root the allowed root, links followed; nothing outside of it is seen.
 * @param maxFiles stops after this many, and says so as a problem.
 */
export async function walkFolder(
  folder: { real: string; root: string },
  options: {
    recursive: boolean;
    fileTypes: readonly string[];
    maxFiles: number;
    /** A folder that is not entered: the platform's own data. */
    except: string;
    signal: AbortSignal;
  },
): Promise<Walk> {
  const walk: Walk = { files: [], problems: [] };
  let isFull = false;

  async function look(absolute: string, entry: Dirent): Promise<Look | null> {
    try {
      if (entry.isSymbolicLink()) {
        const real = await realpath(absolute);
        if (!isWithin(folder.root, real) || isWithin(options.except, real)) return null;
      }
      const info = await (entry.isSymbolicLink() ? stat(absolute) : lstat(absolute));
      if (!info.isFile()) return null;
      return lookOf(info);
    } catch {
      // Removed between two calls, or a link that leads nowhere.
      return null;
    }
  }

  async function enter(relative: string, depth: number): Promise<void> {
    options.signal.throwIfAborted();
    const absolute = path.join(folder.real, relative);
    if (isWithin(options.except, absolute)) return;
    let entries: Dirent[];
    try {
      // A link may have taken the place of a folder that was seen.
      if (!isWithin(folder.root, await realpath(absolute))) return;
      entries = await readdir(absolute, { withFileTypes: true });
    } catch (error) {
      walk.problems.push(whyNotSeen(relative === '' ? 'The folder' : relative, error));
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (isFull) return;
      const below = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!options.recursive || isTemporaryName(entry.name)) continue;
        if (depth >= MAX_DEPTH)
          walk.problems.push(`${below} lies more than ${MAX_DEPTH} folders deep.`);
        else await enter(below, depth + 1);
      } else if (isWatchedName(entry.name, options.fileTypes)) {
        if (below.length > MAX_PATH) {
          walk.problems.push(`${entry.name} lies under a path that is too long.`);
          continue;
        }
        const seen = await look(path.join(absolute, entry.name), entry);
        isFull = seen !== null && walk.files.length >= options.maxFiles;
        if (seen && !isFull) walk.files.push({ path: below, ...seen });
      }
    }
  }

  await enter('', 0);
  if (isFull)
    walk.problems.push(
      `There are more than ${options.maxFiles.toLocaleString('en')} files; the rest is not looked at. Watch its folders one by one.`,
    );
  return walk;
}
