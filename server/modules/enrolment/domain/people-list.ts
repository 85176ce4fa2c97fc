import { parse } from 'csv-parse/sync';
import { z } from 'zod';

export type ListedPerson = {
  /** Line in the file, from 1. */
  line: number;
  /** In lower case, as accounts have it. */
  email: string;
  /** As the file has it; empty without one. */
  name: string;
  problem: 'invalid_address' | 'duplicate' | null;
};

/** Why a file is no list of people, as a sentence for the person who sent it. */
export class NotAPeopleList extends Error {}

const HEADS = {
  email: ['email', 'e-mail', 'mail', 'email address', 'e-mail address'],
  name: ['name', 'full name'],
};
const Address = z.email().max(255);

/** The separator of most fields in the first line: spreadsheets of many countries write semicolons. */
function separatorOf(text: string): string {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: head.split(sign).length - 1 }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

/**
 * The people in a CSV text with a head that names a column `email` (and, if there is one, `name`).
 * Separators are commas, semicolons or tabs; empty lines are left out.
 *
 * @throws NotAPeopleList where the text cannot be read so, or has more than `maxRows` rows.
 */
export function readPeopleList(text: string, maxRows: number): ListedPerson[] {
  let rows: { info: { lines: number }; record: string[] }[];
  try {
    rows = parse(text, {
      bom: true,
      delimiter: separatorOf(text.replace(/^\uFEFF/, '')),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      to: maxRows + 2,
    }) as unknown as typeof rows;
  } catch (error) {
    throw new NotAPeopleList(
      `The text is no CSV: ${(error as Error).message}. Save the list as CSV and try again.`,
    );
  }
  const [head, ...body] = rows;
  const names = head?.record.map((name) => name.toLowerCase()) ?? [];
  const column = (known: string[]) => names.findIndex((name) => known.includes(name));
  const [email, name] = [column(HEADS.email), column(HEADS.name)];
  if (email === -1) {
    throw new NotAPeopleList('The first line has to name the columns, one of them "email".');
  }
  if (body.length === 0) throw new NotAPeopleList('There is nobody below the first line.');
  if (body.length > maxRows) {
    throw new NotAPeopleList(`The list is longer than ${maxRows} rows; import it in parts.`);
  }
  const seen = new Set<string>();
  return body.map(({ info, record }) => {
    const address = (record[email] ?? '').toLowerCase();
    const valid = Address.safeParse(address).success;
    const problem = !valid ? 'invalid_address' : seen.has(address) ? 'duplicate' : null;
    if (valid) seen.add(address);
    return {
      line: info.lines,
      email: address.slice(0, 255),
      name: (name === -1 ? '' : (record[name] ?? '')).slice(0, 255),
      problem,
    };
  });
}
