const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const ALLOWED = /^(?:https?:\/\/|mailto:)/i;

/** Whether every character is visible: browsers drop control characters, which hides a scheme from a test. */
function isClean(href: string): boolean {
  for (const character of href) {
    const code = character.codePointAt(0) ?? 0;
    if (code <= 0x20 || code === 0x7f) return false;
  }
  return true;
}

/**
 * What a link of an article may lead to: an address of the web, a mail address, or a place in
 * Lectern (a path, a query, a part of the page). An address of another site needs its scheme.
 */
export function isAllowedHref(href: string): boolean {
  if (href === '' || href.length > 2000 || !isClean(href)) return false;
  if (SCHEME.test(href)) return ALLOWED.test(href);
  // `//host` and `\\host` lead to another site without saying so.
  return !/^[/\\]{2}|^\\/.test(href);
}

export function leavesThisSite(href: string): boolean {
  return /^https?:/i.test(href);
}

/** Adds what people leave out when they type an address: `example.org` and `me@example.org`. */
export function completeHref(typed: string): string {
  const href = typed.trim();
  if (href === '' || SCHEME.test(href) || /^[/#?.\\]/.test(href)) return href;
  if (/^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/.test(href)) return `mailto:${href}`;
  return /^[^\s/]+\.[a-z]{2,}(?:[/?#:]|$)/i.test(href) ? `https://${href}` : href;
}
