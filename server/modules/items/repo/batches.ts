/** Rows of one statement: 500 rows of 18 columns are far below PostgreSQL's 65,535 parameters. */
const INSERT_ROWS = 500;

export function* batches<T>(rows: readonly T[], size = INSERT_ROWS): Generator<T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
