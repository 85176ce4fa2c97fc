import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The column that names the row: first line of the list entry on a phone. */
  primary?: boolean;
  align?: 'start' | 'end';
  /** Not shown on a phone. */
  wideOnly?: boolean;
  /** A width for the column, as classes. */
  className?: string;
};

export type TableProps<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Attributes of a row, as those of `useListNavigation`. */
  rowProps?: (row: Row, index: number) => Record<string, unknown>;
  selected?: (row: Row) => boolean;
};

/**
 * A real table from 768 px on; below, each row is a list entry whose values carry their column's
 * name. One markup serves both, so selection and focus survive turning the phone.
 */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowProps,
  selected,
}: TableProps<Row>) {
  return (
    <table className="block w-full text-ui md:table">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only md:not-sr-only md:table-header-group">
        <tr className="border-line border-b">
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={cx(
                'px-3 py-2 font-medium text-ink-faint text-sm',
                column.align === 'end' ? 'text-end' : 'text-start',
                column.className,
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block md:table-row-group">
        {rows.map((row, index) => (
          <tr
            key={rowKey(row)}
            aria-selected={selected?.(row)}
            {...rowProps?.(row, index)}
            className={cx(
              'block border-line border-b px-3 py-3 md:table-row md:p-0',
              'focus-visible:-outline-offset-2 aria-selected:bg-accent-tint md:hover:bg-hover',
            )}
          >
            {columns.map((column) => (
              <td
                key={column.key}
                className={cx(
                  'items-baseline justify-between gap-4 py-1 md:table-cell md:px-3 md:py-2.5 md:align-middle',
                  column.wideOnly ? 'hidden' : 'flex',
                  column.primary && 'font-medium md:font-normal',
                  column.align === 'end' ? 'md:text-end md:tabular-nums' : 'md:text-start',
                )}
              >
                {column.primary || column.header === '' ? null : (
                  <span aria-hidden className="shrink-0 text-ink-faint text-sm md:hidden">
                    {column.header}
                  </span>
                )}
                <span className="min-w-0 md:contents">{column.cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
