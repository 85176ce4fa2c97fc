import { cleanText } from '../domain/clean-text.ts';

const BETWEEN = /\s+(?:[|·•»—–-]|::)\s+/u;

/**
 * The title of a page without the name of its site. The parts of `<title>` are judged by what
 * the page itself says: its first heading, and the site's name in its metadata.
 */
export function pageTitle(document: Document, heading: string | undefined): string | null {
  const whole = cleanText(document.title);
  const parts = whole.split(BETWEEN);
  const fold = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  if (heading !== undefined && whole !== '') {
    const named = parts.find((part) => fold(part) === fold(heading));
    if (named !== undefined) return named;
    // A heading that itself holds a dash.
    if (fold(heading) !== '' && fold(whole).startsWith(`${fold(heading)} `)) return heading;
  }
  const site = document.querySelector('meta[property="og:site_name"]')?.getAttribute('content');
  const last = parts.at(-1) ?? '';
  const isSite =
    fold(last) === fold(site ?? '\u0000') || /\b(?:documentation|wikipedia)$/iu.test(last);
  if (parts.length > 1 && isSite) {
    const end = whole.lastIndexOf(last);
    return whole.slice(0, end).replace(/\s+(?:[|·•»—–-]|::)\s+$/u, '');
  }
  return whole || (heading ?? null);
}
