import path from 'node:path';

/** Whether a path is a folder or lies in it. Both are absolute and free of `.`, `..` and links. */
export function isWithin(folder: string, candidate: string): boolean {
  const way = path.relative(folder, candidate);
  return way === '' || (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
}

export type WatchedPath = { path: string; recursive: boolean };

/** Whether two watched folders would see the same files. */
export function isOverlapping(a: WatchedPath, b: WatchedPath): boolean {
  return (
    a.path === b.path ||
    (a.recursive && isWithin(a.path, b.path)) ||
    (b.recursive && isWithin(b.path, a.path))
  );
}
