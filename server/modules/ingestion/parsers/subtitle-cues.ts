import { cleanText } from '../domain/clean-text.ts';

/** A piece of a cue that is never cut: a word, or a clause of a script without spaces. */
export type Piece = { text: string; from: number; to: number; speaker: string; joined: boolean };

type Line = { raw: string; text: string };
type Cue = { from: number; to: number; lines: Line[]; speaker: string };

const TIME = String.raw`(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?`;
const TIMING = new RegExp(String.raw`^${TIME}[ \t]*-+>[ \t]*${TIME}`, 'u');
const INLINE_TIME = new RegExp(`<${TIME}>`, 'gu');

/** Sounds that a caption names instead of quoting: `[Music]`, `(applause)`, a line of notes. */
const SOUND = /^(?:[-–]?\s*(?:\[[^\]]{1,40}\]|\([^)]{1,40}\)|[♪♫#*\s]+))+$/u;

/**
 * The pieces of a WebVTT or SubRip text in order of time, each with the seconds in which it is
 * heard: those written inside the cue, else in proportion to the letters. A block without a
 * readable timing (NOTE, STYLE, REGION, a damaged cue) is left out; rolling captions, in which
 * each line is shown twice or more, give each line once.
 */
export function readPieces(raw: string): Piece[] {
  const cues = raw
    .split(/\n[ \t]*\n/u)
    .flatMap(readCues)
    .filter(({ lines }) => lines.length > 0)
    .sort((left, right) => left.from - right.from);
  return withoutRepeats(cues).flatMap(piecesOf);
}

/** Some programs leave out the empty line between cues, so that a block may hold several. */
function readCues(block: string): Cue[] {
  if (/^(?:NOTE|STYLE|REGION)\b/u.test(block.trimStart())) return [];
  const lines = block.split('\n').map((line) => line.trim());
  const starts = lines.flatMap((line, index) => (TIMING.test(line) ? [index] : []));
  return starts.map((start, index) => {
    const next = starts[index + 1];
    let body = lines.slice(start + 1, next);
    // The number of the next cue.
    if (next !== undefined && /^\d+$/u.test(body.at(-1) ?? '')) body = body.slice(0, -1);
    return readCue(lines[start] ?? '', body);
  });
}

function readCue(timing: string, body: readonly string[]): Cue {
  const [, ...parts] = TIMING.exec(timing) ?? [];
  const from = seconds(parts.slice(0, 4));
  const voice = /<v(?:\.[^ >]*)?\s+([^>]+)>/u.exec(body.join(' '))?.[1] ?? '';
  const lines = body
    .map((raw) => ({ raw, text: plain(raw) }))
    .filter(({ text }) => text !== '' && !SOUND.test(text));
  return { from, to: Math.max(from, seconds(parts.slice(4, 8))), lines, speaker: plain(voice) };
}

function seconds([hours, minutes, whole, fraction]: (string | undefined)[]): number {
  const sum = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(whole ?? 0);
  return sum + Number(`0.${fraction ?? '0'}`);
}

function plain(text: string): string {
  return cleanText(
    text
      .replace(/<\/?(?:[cbiuv]|ruby|rt|lang|font|\d+:)[^>]*>/giu, '')
      .replace(/\{\\[^}]*\}/gu, '')
      .replace(/&nbsp;/gu, ' ')
      .replace(/&(?:lrm|rlm);/gu, '')
      .replace(/&lt;/gu, '<')
      .replace(/&gt;/gu, '>')
      .replace(/&quot;/gu, '"')
      .replace(/&#0?39;|&apos;/gu, "'")
      .replace(/&amp;/gu, '&'),
  );
}

/** How long (seconds) a repeated line may be gone to count as still being shown. */
const STILL_SHOWN = 1;

function withoutRepeats(cues: readonly Cue[]): Cue[] {
  const kept: Cue[] = [];
  let shown: string[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const cue of cues) {
    const texts = cue.lines.map(({ text }) => text);
    const follows = cue.from - end <= STILL_SHOWN;
    const repeats = follows ? overlap(shown, texts) : 0;
    let lines = cue.lines.slice(repeats);
    // A line that grows word by word is one line that its next showing continues.
    const before = shown.at(-1);
    const [first] = lines;
    if (follows && before !== undefined && first?.text.startsWith(`${before} `)) {
      const text = first.text.slice(before.length).trim();
      lines = [{ raw: text, text }, ...lines.slice(1)];
    }
    if (lines.length > 0) kept.push({ ...cue, lines });
    shown = texts;
    end = Math.max(end, cue.to);
  }
  return kept;
}

/** How many lines at the end of `before` are the first of `after`. */
function overlap(before: readonly string[], after: readonly string[]): number {
  for (let size = Math.min(before.length, after.length); size > 0; size -= 1) {
    const tail = before.slice(before.length - size);
    if (tail.every((line, index) => line === after[index])) return size;
  }
  return 0;
}

function piecesOf(cue: Cue): Piece[] {
  const pieces = cue.lines.flatMap(({ raw, text }) => timedParts(raw, text, cue.from));
  const total = pieces.reduce((sum, { text }) => sum + text.length, 0);
  let letters = 0;
  const timed = pieces.map((piece): Piece => {
    const share = (count: number) => cue.from + (cue.to - cue.from) * (count / total);
    const from = piece.from ?? share(letters);
    letters += piece.text.length;
    return {
      text: piece.text,
      joined: piece.joined,
      from,
      to: share(letters),
      speaker: cue.speaker,
    };
  });
  return timed.map((piece, index) => {
    const next = timed[index + 1]?.from ?? cue.to;
    return { ...piece, to: Math.max(piece.from, next) };
  });
}

type Part = { text: string; from?: number; joined: boolean };

function timedParts(raw: string, text: string, start: number): Part[] {
  const marks = [...raw.matchAll(INLINE_TIME)];
  if (marks.length === 0) return split(text);
  const parts: Part[] = [];
  for (let index = -1; index < marks.length; index += 1) {
    const mark = marks[index];
    const from = mark === undefined ? start : seconds(mark.slice(1, 5));
    const begin = mark === undefined ? 0 : mark.index + mark[0].length;
    const words = split(plain(raw.slice(begin, marks[index + 1]?.index)));
    parts.push(...words.map((part, at) => (at === 0 ? { ...part, from } : part)));
  }
  return parts;
}

/** Chinese, Japanese and Thai write without spaces: their clauses join without one. */
const DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

function split(text: string): Part[] {
  return text.split(/ +/u).flatMap((word) => {
    const clauses = DENSE.test(word) ? word.split(/(?<=[。！？!?，、])/u) : [word];
    return clauses
      .filter((clause) => clause !== '')
      .map((clause) => ({ text: clause, joined: DENSE.test(clause) }));
  });
}
