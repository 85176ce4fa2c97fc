import type { LabelRow } from '../repo/catalog.ts';

/** Counted labels by their kind. */
export function labelsOf(rows: readonly LabelRow[]) {
  const of = (kind: LabelRow['kind']) =>
    rows.filter((row) => row.kind === kind).map(({ name, courses }) => ({ name, courses }));
  return { categories: of('category'), tags: of('tag'), languages: of('language') };
}
