import type { Block, ParsedDocument } from '../../library/index.ts';
import { recognizeLanguage } from '../domain/language.ts';
import { decodeText } from './decode.ts';
import { type Piece, readPieces } from './subtitle-cues.ts';

/** A block ends at a sentence end once it has this many words … */
const ENOUGH_WORDS = 12;
/** … and anywhere once it has this many: automatic captions have no sentences. */
const MOST_WORDS = 60;
/** A silence this long (seconds) ends a block in any case. */
const PAUSE = 4;

const SENTENCE_END = /[.!?…。！？؟]["'”’»)\]]*$/u;

/**
 * Parses WebVTT or SubRip: sentences put together again across cues, each block with the seconds
 * at which its first word begins and its last one ends. A speaker is named where one begins.
 */
export function parseSubtitles(bytes: Uint8Array): ParsedDocument {
  const raw = decodeText(bytes)
    .replace(/^\uFEFF/u, '')
    .replace(/\r\n?/gu, '\n');
  const pieces = readPieces(raw);
  const blocks = mergePieces(pieces);
  const text = blocks.map((block) => block.text).join(' ');
  const last = pieces.reduce((end, { to }) => Math.max(end, to), 0);
  return {
    title: null,
    language: recognizeLanguage(text, /^Language:\s*(\S+)/imu.exec(raw.slice(0, 500))?.[1]),
    blocks,
    pageCount: null,
    durationSeconds: Math.ceil(last),
  };
}

function mergePieces(pieces: readonly Piece[]): Block[] {
  const groups: Piece[][] = [];
  let words = 0;
  for (const piece of pieces) {
    const open = groups.at(-1);
    if (open === undefined || breaksBetween(open.at(-1) as Piece, piece, words)) {
      groups.push([piece]);
      words = 0;
    } else open.push(piece);
    // Two characters of a script without spaces count as a word.
    words += piece.joined ? Math.ceil(piece.text.length / 2) : 1;
  }
  return groups.map((group, index) => toBlock(group, groups[index - 1]?.[0]?.speaker ?? ''));
}

function breaksBetween(last: Piece, next: Piece, words: number): boolean {
  if (next.speaker !== last.speaker || next.from - last.to > PAUSE) return true;
  return words >= MOST_WORDS || (words >= ENOUGH_WORDS && SENTENCE_END.test(last.text));
}

function toBlock(group: readonly Piece[], speakerBefore: string): Block {
  const [first, ...others] = group as [Piece, ...Piece[]];
  let text = first.text;
  let before = first;
  for (const piece of others) {
    text += `${before.joined && piece.joined ? '' : ' '}${piece.text}`;
    before = piece;
  }
  const named = first.speaker !== '' && first.speaker !== speakerBefore;
  return {
    kind: 'cue',
    text: named ? `${first.speaker}: ${text}` : text,
    startSeconds: rounded(first.from),
    endSeconds: rounded(before.to),
  };
}

/** Milliseconds are all that the formats hold. */
const rounded = (seconds: number) => Math.round(seconds * 1000) / 1000;
