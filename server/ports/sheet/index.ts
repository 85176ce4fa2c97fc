import writeExcelFile from 'write-excel-file/node';

/** Cells of a table; numbers stay numbers, texts are never run as formulas. */
export type SheetRow = readonly (string | number | null)[];

/** Writes one table as an XLSX file; its first row is the head and stays in sight. */
export type SheetPort = {
  write(sheet: { name: string; rows: readonly SheetRow[] }): Promise<Buffer>;
};

/** Signs that the name of a sheet may not have, and its longest length. */
const NOT_IN_NAME = /[[\]:*?/\\]/g;
const LONGEST_NAME = 31;

export const sheetPort: SheetPort = {
  write({ name, rows }) {
    const data = rows.map((row, index) =>
      row.map((value) => {
        if (value === null) return null;
        return typeof value === 'number'
          ? { value, type: Number }
          : { value, type: String, ...(index === 0 ? { fontWeight: 'bold' as const } : {}) };
      }),
    );
    const sheet = name.replace(NOT_IN_NAME, ' ').trim().slice(0, LONGEST_NAME) || 'Sheet';
    return writeExcelFile(data, { sheet, stickyRowsCount: 1 }).toBuffer();
  },
};
