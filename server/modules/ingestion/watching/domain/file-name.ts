/**
 * Names that programs give to files which are not whole or not meant for people: locks of office
 * programs (`~$x.docx`, `.~lock.x#`), downloads under way, hidden files, copies of editors.
 */
const TEMPORARY =
  /^(?:~\$|\.|#.*#$)|~$|\.(?:part|partial|crdownload|download|opdownload|filepart|tmp|temp|swp|!ut)$/iu;

export function isTemporaryName(name: string): boolean {
  return TEMPORARY.test(name);
}

/** Lower-case ending without the dot; empty where there is none. */
export function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/** Whether a file of a watched folder is looked at. */
export function isWatchedName(name: string, fileTypes: readonly string[]): boolean {
  return !isTemporaryName(name) && fileTypes.includes(endingOf(name));
}
