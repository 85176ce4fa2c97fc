import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODE_BYTES, codeOf, readCode } from './certificate-code.ts';
import { csvCell, csvFile } from './csv-file.ts';
import { NotAPeopleList, readPeopleList } from './people-list.ts';

describe('the code of a certificate', () => {
  it('is three groups without letters that are taken for digits', () => {
    expect(codeOf(new Uint8Array(CODE_BYTES))).toBe('00000-00000-00000');
    const codes = new Set(Array.from({ length: 500 }, () => codeOf(randomBytes(CODE_BYTES))));
    expect(codes.size).toBe(500);
    for (const code of codes)
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){2}[0-9A-HJKMNP-TV-Z]{5}$/);
  });

  it('is read however somebody types it', () => {
    expect(readCode(' 7q2k9 ohxmd rv4tb ')).toBe('7Q2K9-0HXMD-RV4TB');
    expect(readCode('7Q2K9–0HXMD–RV4TB')).toBe('7Q2K9-0HXMD-RV4TB');
    expect(readCode('iL2K90HXMDRV4TB')).toBe('112K9-0HXMD-RV4TB');
    expect(readCode('7Q2K9-0HXMD')).toBeNull();
    expect(readCode('7Q2K9-0HXMD-RV4TU')).toBeNull();
  });

  it('reads what it makes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES }), (bytes) => {
        expect(readCode(codeOf(bytes).toLowerCase().replaceAll('-', ' '))).toBe(codeOf(bytes));
      }),
    );
  });
});

describe('a list of people', () => {
  it('is read by the names of its columns, with any usual separator', () => {
    expect(
      readPeopleList(
        '\uFEFFName;E-Mail\r\n"Ada; L.";ADA@example.org\r\n\r\n;b@example.org\r\n',
        10,
      ),
    ).toEqual([
      { line: 2, email: 'ada@example.org', name: 'Ada; L.', problem: null },
      { line: 4, email: 'b@example.org', name: '', problem: null },
    ]);
    expect(readPeopleList('email\na@example.org', 10)).toHaveLength(1);
    expect(readPeopleList('name\temail\nA\ta@example.org', 10)[0]?.email).toBe('a@example.org');
  });

  it('says which rows have no address, or one that came before', () => {
    const list = readPeopleList('email\na@example.org\nnobody\n=1+1\nA@example.org\n', 10);
    expect(list.map(({ line, problem }) => [line, problem])).toEqual([
      [2, null],
      [3, 'invalid_address'],
      [4, 'invalid_address'],
      [5, 'duplicate'],
    ]);
  });

  it.each([
    ['name\nAda\n', /"email"/],
    ['email\n', /nobody/i],
    ['', /"email"/],
    ['email\n"a@example.org\n', /no CSV/],
    [`email\n${'a@example.org\n'.repeat(11)}`, /longer than 10/],
  ])('is refused with what to do: %j', (text, reason) => {
    expect(() => readPeopleList(text, 10)).toThrow(NotAPeopleList);
    expect(() => readPeopleList(text, 10)).toThrow(reason);
  });
});

describe('a CSV file', () => {
  it('holds no cell that a spreadsheet would run', () => {
    for (const evil of ['=HYPERLINK("x")', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1'])
      expect(csvCell(evil).replace(/^"/, '')).toMatch(/^'/);
    expect(csvCell('Ada, "L"')).toBe('"Ada, ""L"""');
    expect(csvCell(-3)).toBe('-3');
    expect(csvFile([['a', 1, null]])).toBe('\uFEFFa,1,\r\n');
  });
});
