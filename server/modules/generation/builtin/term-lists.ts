import type { Piece } from './piece.ts';

const TERM = /^\p{Lu}[\p{L}\p{N} '’/()&+#-]{2,59}$/u;
const MEANING = /^(?:An?|The|Any|What|Something|Someone|When|Where|How|\p{Lu}\p{L}+)\s/u;
const MIN_MEANING_WORDS = 5;

const words = (text: string): number => text.split(/\s+/).length;

function isPair(text: string, term: Piece, meaning: Piece): boolean {
  if (!/^(?:paragraph|list_item)$/.test(term.kind) || meaning.kind !== 'paragraph') return false;
  const name = text.slice(term.start, term.end).trim();
  const said = text.slice(meaning.start, meaning.end).trim();
  return (
    TERM.test(name) &&
    words(name) <= 5 &&
    MEANING.test(said) &&
    words(said) >= MIN_MEANING_WORDS &&
    /[.!?”"]$/.test(said) &&
    // `Dividends` and `Dividends are …`: the second defines by itself.
    !said.toLowerCase().startsWith(name.toLowerCase())
  );
}

/**
 * Lists of terms that a source sets as a short line and a paragraph, such as the glossaries of
 * printed books. One such pair may be a heading that lost its size; two or more are a list.
 *
 * @returns for the index of each term's piece, that of the piece that says what it means.
 */
export function pairTerms(text: string, pieces: readonly Piece[]): Map<number, number> {
  const pairs = new Map<number, number>();
  for (let at = 0; at + 1 < pieces.length; at += 1) {
    const [term, meaning] = [pieces[at], pieces[at + 1]];
    if (term === undefined || meaning === undefined || !isPair(text, term, meaning)) continue;
    pairs.set(at, at + 1);
    at += 1;
  }
  return pairs.size > 1 ? pairs : new Map();
}

export type TermRow = { term: string; meaning: string; start: number; end: number };

/** Rows of a table of two columns that is a glossary: a name, and what it means in a sentence. */
export function termRows(text: string, table: Piece): TermRow[] {
  const rows: TermRow[] = [];
  let start = table.start;
  let others = 0;
  for (const line of text.slice(table.start, table.end).split('\n')) {
    const cells = line.split(' | ');
    const [term = '', meaning = ''] = cells.map((cell) => cell.trim());
    const fits =
      cells.length === 2 &&
      TERM.test(term) &&
      words(term) <= 5 &&
      words(meaning) >= MIN_MEANING_WORDS &&
      /\.$/.test(meaning);
    if (fits) rows.push({ term, meaning, start, end: start + line.length });
    else others += 1;
    start += line.length + 1;
  }
  return rows.length > 1 && rows.length >= others * 2 ? rows : [];
}
