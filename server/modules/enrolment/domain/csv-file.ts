/**
 * A cell of a CSV file that a spreadsheet shows and does not run: what begins as a formula does
 * (`=`, `+`, `-`, `@`, tab, return) gets an apostrophe before it, as OWASP advises; numbers that the
 * program wrote are left alone. Quotes, separators and line ends are quoted (RFC 4180).
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Begins with a byte order mark, by which spreadsheets know UTF-8. */
export function csvFile(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}
