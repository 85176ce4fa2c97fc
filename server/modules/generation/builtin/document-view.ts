import type { Citation, SourceChunk, SourceDocument } from '../engine.ts';
import type { Piece } from './piece.ts';
import { splitSentences } from './sentences.ts';
import { type Token, tagSentence } from './tagger.ts';
import { headedTerms, isGlossary, pairTerms, termRows } from './term-lists.ts';

/** A sentence of the source with where it stands. Tokens are empty where the text is not English. */
export type Sentence = {
  index: number;
  chunk: number;
  /** Number of the block inside the chunk; sentences of one block follow one another. */
  block: number;
  kind: 'paragraph' | 'list_item' | 'quote' | 'cue';
  /** Offsets into the chunk's text. */
  start: number;
  end: number;
  /** With white space collapsed; token offsets are into this. */
  plain: string;
  words: number;
  tokens: Token[];
  /** Whether it is a term with its meaning, `Term: what it means`, set apart as such by the source. */
  term: boolean;
};

export type ChunkView = {
  index: number;
  source: SourceChunk;
  pieces: Piece[];
  sentences: Sentence[];
  /** The heading path as one string: chunks with the same are one section. */
  section: string;
  /** Innermost heading without numbering; empty where there is none. */
  heading: string;
};

export type DocumentView = {
  source: SourceDocument;
  english: boolean;
  chunks: ChunkView[];
  sentences: Sentence[];
  byChunkId: Map<string, ChunkView>;
  /** Words that stand in small letters inside some sentence: capitals at a beginning do not make them names. */
  smallWords: Set<string>;
};

export const squash = (text: string): string => text.replace(/\s+/g, ' ').trim();

export const countWords = (text: string): number => text.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;

/** `7.3.2. Swap space` → `Swap space`; `Chapter 4: Cells` → `Cells`. */
export function cleanHeading(heading: string): string {
  return squash(heading)
    .replace(
      /^(?:chapter|part|section|unit|lesson|appendix)\s+[\dIVXA-Z]+\b[.:)]?\s*[-–—:]?\s*/i,
      '',
    )
    .replace(/^[\dIVX]+(?:\.\d+)*[.)]\s+/, '')
    .replace(/^(?:[A-Z]|\d+)(?:\.\d+)+\.?\s+/, '')
    .replace(/[\s:.¶]+$/, '')
    .trim();
}

/** Sections that go with a document but teach nothing of its subject: its licence, its sources. */
const APPARATUS =
  /^(?:[a-z]\. )?(?:gnu (?:free documentation|(?:lesser )?general public) licen[cs]e.*|creative commons.*licen[cs]e.*|licen[cs]e|copyright(?: (?:notice|information))?|legal notices?|colophon|bibliography|references|works cited|further reading|table of contents|contents|acknowledge?ments?|credits|(?:general |subject )?index|list of (?:figures|tables))$/i;

const isApparatus = (headingPath: readonly string[]): boolean =>
  headingPath.some((heading) => APPARATUS.test(cleanHeading(heading)));

function piecesOf(chunk: SourceChunk): Piece[] {
  const blocks: Piece[] = chunk.blocks.length > 0 ? chunk.blocks : [wholeChunk(chunk)];
  const pieces: Piece[] = [];
  for (const block of blocks) {
    const start = Math.max(0, block.start);
    const end = Math.min(chunk.text.length, block.end);
    if (end <= start || chunk.text.slice(start, end).trim() === '') continue;
    const last = pieces.at(-1);
    if (block.kind === 'cue' && last?.kind === 'cue') last.end = end;
    else pieces.push({ kind: block.kind, start, end });
  }
  return pieces;
}

function wholeChunk(chunk: SourceChunk): Piece {
  const kind = chunk.kind === 'table' || chunk.kind === 'code' ? chunk.kind : 'paragraph';
  return { kind, start: 0, end: chunk.text.length };
}

type Spoken = Pick<Sentence, 'block' | 'kind' | 'start' | 'end' | 'plain' | 'term'>;

function* sentencesOf(
  text: string,
  pieces: readonly Piece[],
  glossary: boolean,
): Generator<Spoken> {
  const pairs = pairTerms(text, pieces);
  if (glossary) for (const [meaning, term] of headedTerms(text, pieces)) pairs.set(meaning, term);
  const terms = new Set(pairs.values());
  for (const [block, piece] of pieces.entries()) {
    const { kind } = piece;
    if (kind === 'table') {
      for (const { term: name, meaning, start, end } of termRows(text, piece))
        yield { block, kind: 'list_item', start, end, plain: `${name}: ${meaning}`, term: true };
    }
    if (kind !== 'paragraph' && kind !== 'list_item' && kind !== 'quote' && kind !== 'cue')
      continue;
    if (terms.has(block)) continue;
    const at = pairs.get(block);
    let term = at === undefined ? null : (pieces[at] ?? null);
    for (const span of splitSentences(text.slice(piece.start, piece.end))) {
      const end = piece.start + span.end;
      const plain = squash(text.slice(piece.start + span.start, end));
      if (term === null) {
        yield { block, kind, start: piece.start + span.start, end, plain, term: false };
        continue;
      }
      const name = cleanHeading(text.slice(term.start, term.end));
      yield { block, kind, start: term.start, end, plain: `${name}: ${plain}`, term: true };
      term = null;
    }
  }
}

/** Splits a document into sentences and, where it is English, tags them. Linear in its length. */
export function viewDocument(source: SourceDocument): DocumentView {
  const view: DocumentView = {
    source,
    english: /^en\b/i.test(source.language),
    chunks: [],
    sentences: [],
    byChunkId: new Map(),
    smallWords: new Set(),
  };
  const ordered = [...source.chunks].sort((a, b) => a.position - b.position);
  const glossary = isGlossary(
    ordered.map(({ headingPath, text }) => ({
      heading: cleanHeading(headingPath.at(-1) ?? ''),
      text,
    })),
  );
  for (const [index, chunk] of ordered.entries()) {
    const chunkView: ChunkView = {
      index,
      source: chunk,
      pieces: isApparatus(chunk.headingPath) ? [] : piecesOf(chunk),
      sentences: [],
      section: chunk.headingPath.join(' › '),
      heading: cleanHeading(chunk.headingPath.at(-1) ?? ''),
    };
    const english = view.english && !/^(?!en\b|und\b)[a-z]{2,3}\b/i.test(chunk.language);
    for (const spoken of sentencesOf(chunk.text, chunkView.pieces, glossary)) {
      const sentence: Sentence = {
        ...spoken,
        index: view.sentences.length,
        chunk: index,
        words: countWords(spoken.plain),
        tokens: english ? tagSentence(spoken.plain) : [],
      };
      view.sentences.push(sentence);
      chunkView.sentences.push(sentence);
      for (const [word] of sentence.plain.matchAll(/(?<=\s)\p{Ll}[\p{L}’'-]*/gu))
        view.smallWords.add(word);
    }
    view.chunks.push(chunkView);
    view.byChunkId.set(chunk.id, chunkView);
  }
  return view;
}

/** The citation of a span of one chunk, from the first to the last of the given sentences. */
export function cite(view: DocumentView, first: Sentence, last: Sentence = first): Citation {
  const chunk = view.chunks[first.chunk]?.source;
  const quote = chunk?.text.slice(first.start, last.end) ?? '';
  return { chunkId: chunk?.id ?? '', start: first.start, end: first.start + quote.length, quote };
}
