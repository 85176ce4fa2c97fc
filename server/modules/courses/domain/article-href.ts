/** What browsers drop, or read as a slash, would hide where a link leads. */
function isPlain(href: string): boolean {
  return ![...href].some((sign) => sign <= ' ' || sign === '\u007f' || sign === '\\');
}

/**
 * Whether a link of an article may lead there: http, https, mailto, or a place on this site (a
 * path, a query, a part of the page), at most 2,000 characters.
 */
export function isArticleHref(href: string): boolean {
  if (href === '' || href.length > 2000 || !isPlain(href)) return false;
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return /^(?:https?:\/\/[^/]|mailto:.)/i.test(href);
  return !href.startsWith('//');
}
