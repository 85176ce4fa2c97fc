import path from 'node:path';

/** The name that a reference in `base` means, without its fragment. */
export function resolveHref(base: string, href: string): string {
  const [plain = ''] = href.split(/[#?]/u);
  const decoded = decodeHref(plain);
  if (decoded === '') return base;
  return path.posix.join(path.posix.dirname(base), decoded).replace(/^\/+/u, '');
}

/** Percent-decoded where that is possible: some books hold a bare `%` in their names. */
export function decodeHref(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
