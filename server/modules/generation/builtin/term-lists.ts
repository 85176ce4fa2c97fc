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

/** A glossary of this many headings is no accident. */
const MIN_HEADINGS = 10;
const MOST_WORDS_OF_ENTRY = 160;
/** A textbook of short sections has many such headings too, but not so many. */
const MIN_SHARE = 0.7;

const isTermHeading = (heading: string): boolean =>
  /^\p{L}[\p{L}\p{N} '’/()&+#-]{2,59}$/u.test(heading) && words(heading) <= 4;

/**
 * Whether a document is a glossary whose entries are sections: many short ones, each under a
 * heading of a few words that its text does not begin with.
 *
 * @param sections heading (without its number) and text of each section.
 */
export function isGlossary(sections: readonly { heading: string; text: string }[]): boolean {
  const entries = sections.filter(
    ({ heading, text }) => isTermHeading(heading) && words(text) <= MOST_WORDS_OF_ENTRY,
  );
  return entries.length >= MIN_HEADINGS && entries.length >= sections.length * MIN_SHARE;
}

/** The paragraphs under a heading that may say what it means; others come before: translations, origins. */
const LOOK_AHEAD = 3;

/** In a glossary of sections: for the index of each meaning's piece, that of its heading. */
export function headedTerms(text: string, pieces: readonly Piece[]): Map<number, number> {
  const pairs = new Map<number, number>();
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind !== 'heading') continue;
    for (let next = at + 1; next <= at + LOOK_AHEAD; next += 1) {
      const meaning = pieces[next];
      if (meaning?.kind !== 'paragraph') break;
      const said = text.slice(meaning.start, meaning.end).trim();
      if (!MEANING.test(said) || words(said) < MIN_MEANING_WORDS - 1) continue;
      pairs.set(next, at);
      break;
    }
  }
  return pairs;
}

/**
 * Lists of terms that a source sets as a short line and a paragraph, such as the glossaries of
 * printed books. One such pair may be a heading that lost its size; two or more are a list.
 *
 * @returns for the index of each meaning's piece, that of its term.
 */
export function pairTerms(text: string, pieces: readonly Piece[]): Map<number, number> {
  const pairs = new Map<number, number>();
  for (let at = 0; at + 1 < pieces.length; at += 1) {
    const [term, meaning] = [pieces[at], pieces[at + 1]];
    if (term === undefined || meaning === undefined || !isPair(text, term, meaning)) continue;
    pairs.set(at + 1, at);
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
