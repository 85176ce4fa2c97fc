/** Where to go after signing in: a path of this site, never another one's address. */
export function safeReturnTo(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return '/';
  const origin = 'https://same.invalid';
  try {
    const url = new URL(value, origin);
    const isHere = url.origin === origin && !url.pathname.startsWith('/sign-in');
    return isHere ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}
