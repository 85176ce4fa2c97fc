import type { Line } from './pdf-lines.ts';
import type { PageLines } from './pdf-running-heads.ts';

const LEADER = /(?:[.·…_]\s?){4,}\s*(?:\d{1,5}|[ivxlc]{1,8}|[A-Z]-\d+)?(?:,\s*\d+)*$/u;
const ENDS_IN_PAGE = /(?:^|\s)(?:\d{1,5}|[ivxlc]{1,7})$/u;
const CONTENTS =
  /^(?:(?:brief |short |table of |detailed )?contents|list of (?:figures|tables|listings|examples|algorithms)|(?:inhalt(?:sverzeichnis)?|inhaltsübersicht)|(?:abbildungs|tabellen)verzeichnis|table des mati[èe]res|sommaire|[íi]ndice(?: general)?|sommario|inhoud(?:sopgave)?|spis tre[śs]ci|оглавление|содержание|目录|目次)$/iu;
const INDEX =
  /^(?:(?:appendix )?[A-Z\d]{0,2}[.:]?\s*)?(?:(?:\p{L}+,? (?:and|und) )?(?:(?:general|subject|concept|function|command|variable|name|author|topic|keyword|program|data type|macro|method|class|symbol|\p{L}+)(?: |-)){0,4}index(?:es)?|(?:stich|sach|schlag)wort(?:verzeichnis|register)?|(?:personen|sach)?register|index g[ée]n[ée]ral|[íi]ndice (?:alfab[ée]tico|anal[íi]tico))$/iu;
/** The title of an index, which stays behind where its entries begin on the next page. */
export const isIndexTitle = (text: string) =>
  INDEX.test(text.replace(/^[^:]{1,24}:\s*/u, '')) && text.length < 60;
/** An index entry: a term, then page numbers. */
const ENTRY =
  /(?:[,.\s])(?:\d{1,4}|[ivxlc]{1,6})(?:\s?[–-]\s?\d{1,4})?(?:,\s?\d{1,4}(?:\s?[–-]\s?\d{1,4})?)*,?$/u;

/**
 * The pages without tables of contents, lists of figures and the index: they repeat the headings
 * and words of the book with page numbers and teach nothing.
 */
export function dropContents(pages: readonly PageLines[]): PageLines[] {
  const total = pages.length;
  const early = Math.max(6, total * 0.2);
  let index = false;
  let listing = false;
  return pages.map((page) => {
    const { lines } = page;
    if (lines.length === 0) return page;
    const entries = lines.filter(({ text }) => ENTRY.test(text) || /^\S{1,2}$/u.test(text)).length;
    const start = lines.findIndex((line) => INDEX.test(line.text) && line.text.length < 60);
    const late = page.page > Math.max(total * 0.6, 3);
    if (late && (index || start >= 0)) {
      const from = index ? 0 : start;
      const after = lines.slice(from + (index ? 0 : 1));
      const share = after.length === 0 ? 0 : count(after, ENTRY) / after.length;
      index = index
        ? share >= 0.45 || entries >= lines.length * 0.35
        : after.length > 2 && share >= 0.45;
      if (index) return { ...page, lines: lines.slice(0, from) };
    }
    const leaders = count(lines, LEADER);
    const title = lines.findIndex((line) => CONTENTS.test(line.text.replace(/\.$/u, '')));
    const after = title >= 0 ? lines.slice(title + 1) : lines;
    const counted = page.page <= early ? rising(after) : 0;
    listing =
      leaders >= Math.max(3, lines.length * 0.3) ||
      (title >= 0 && counted >= Math.max(3, after.length * 0.5)) ||
      (listing && counted >= Math.max(3, lines.length * 0.6));
    const short = title >= 0 && page.page <= early && rising(after.slice(0, 6)) >= 3;
    const kept = listing || short ? withoutEntries(lines) : lines;
    return { ...page, lines: kept.filter(({ text }) => !LEADER.test(text)) };
  });
}

const count = (lines: readonly Line[], pattern: RegExp) =>
  lines.filter(({ text }) => pattern.test(text)).length;

/** How many lines end in a number that is not below the one before. */
function rising(lines: readonly Line[]): number {
  let last = 0;
  let found = 0;
  for (const { text } of lines) {
    const number = /(?:^|\s)(\d{1,4})$/u.exec(text)?.[1];
    if (number === undefined || Number(number) < last) continue;
    last = Number(number);
    found += 1;
  }
  return found;
}

/** Lines without a number that may stand between entries: a part's title, a long one's first line. */
const MAX_MISSES = 2;

/** Cuts out each stretch of entries with the title above it, and what stands between them. */
function withoutEntries(lines: readonly Line[]): Line[] {
  const isEntry = (line: Line) => LEADER.test(line.text) || ENDS_IN_PAGE.test(line.text);
  const isTitle = (line: Line) => CONTENTS.test(line.text.replace(/\.$/u, ''));
  const kept: Line[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    let last = index;
    let entries = 0;
    if (isTitle(line) || isEntry(line)) {
      for (let at = index; at < lines.length && at - last <= MAX_MISSES + 1; at++) {
        const member = lines[at];
        if (member === undefined || !isEntry(member)) continue;
        entries += 1;
        last = at;
      }
    }
    if (entries >= 3) index = last;
    else kept.push(line);
  }
  return kept;
}
