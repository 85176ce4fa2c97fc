/** Seconds of "2:31", "1:02:03" or "151"; null where it is no time. */
export function parseTimecode(text: string): number | null {
  const parts = text.trim().split(':');
  if (parts.length > 3 || parts.some((part) => !/^\d+([.,]\d+)?$/.test(part))) return null;
  const numbers = parts.map((part) => Number(part.replace(',', '.')));
  if (numbers.slice(1).some((part) => part >= 60)) return null;
  return numbers.reduce((sum, part) => sum * 60 + part, 0);
}
