import { type Line, raise } from './pdf-lines.ts';
import type { PageLines } from './pdf-running-heads.ts';

const SMALLER = 0.93;

/** Footnotes of a page and the marks that call them; they interrupt the text they stand below. */
export function findFootnotes({ lines }: PageLines, body: number): Set<Line> {
  const notes = new Set<Line>();
  for (const column of new Set(lines.map((line) => line.column))) {
    const members = lines.filter((line) => line.column === column);
    let from = members.length;
    while (from > 0 && (members[from - 1]?.size ?? body) < body * SMALLER) from -= 1;
    const first = members.slice(from).findIndex((line) => markOf(line) !== '');
    if (first < 0 || from + first === 0) continue;
    for (const line of members.slice(from + first)) if (!line.mono) notes.add(line);
  }
  return notes;
}

/** The mark with which a footnote begins: raised, or a number before the text. */
export function markOf(line: Line): string {
  if (line.mark !== '') return line.mark;
  // Some writers raise the mark without saying so, which leaves it glued to the first word.
  return /^(\d{1,3}|[*†‡§])(?:\s+\p{L}|(?=\p{Lu}))/u.exec(line.text)?.[1] ?? '';
}

/** The text of a line without the marks that call footnotes of its page. */
export function withoutCalls(text: string, marks: ReadonlySet<string>): string {
  let plain = text;
  for (const mark of marks) {
    const raised = raise(mark);
    const at = plain.indexOf(raised, 1);
    if (at < 0 || (/^\d/u.test(mark) && /[⁰-⁹]/u.test(plain[at + raised.length] ?? ''))) continue;
    if (!/[\p{L}\p{P}\s]/u.test(plain[at - 1] ?? '')) continue;
    plain = plain.slice(0, at) + plain.slice(at + raised.length);
  }
  for (const mark of marks) {
    if (!/^\d+$/u.test(mark)) continue;
    plain = plain.replace(new RegExp(`(?<=\\p{Ll}{2}[.,;:!?)”"]?)${mark}(?=\\s|$)`, 'u'), '');
  }
  return plain;
}

export const withoutOwnMark = (text: string, mark: string) => {
  for (const form of [raise(mark), mark])
    if (mark !== '' && text.startsWith(form)) return text.slice(form.length).trimStart();
  return text;
};
