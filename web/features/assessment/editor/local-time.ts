/** An ISO time as a `datetime-local` field takes it, in the reader's zone; empty for none. */
export function toLocal(iso: string | null): string {
  if (iso === null) return '';
  const at = new Date(iso);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** What such a field says, as an ISO time in UTC; null for nothing. */
export function fromLocal(text: string): string | null {
  return text === '' ? null : new Date(text).toISOString();
}
