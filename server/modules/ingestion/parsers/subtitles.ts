import { parse } from '@plussub/srt-vtt-parser';
import type { Block, ParsedDocument } from '../../library/index.ts';
import { cleanText } from '../domain/clean-text.ts';
import { recognizeLanguage } from '../domain/language.ts';
import { SourceError } from '../domain/source-error.ts';
import { decodeText } from './decode.ts';

/** A cue block ends at a sentence end once it has this many words … */
const ENOUGH_WORDS = 12;
/** … and anywhere once it has this many: automatic captions have no sentences. */
const MOST_WORDS = 60;
/** A silence this long (seconds) ends a block in any case. */
const PAUSE = 4;

type Cue = { from: number; to: number; text: string; speaker: string };

/** Parses WebVTT or SubRip: cues merged into sentences, with the seconds they run from and to. */
export async function parseSubtitles(bytes: Uint8Array): Promise<ParsedDocument> {
  const raw = decodeText(bytes)
    .replace(/^\uFEFF/u, '')
    .replace(/\r\n?/gu, '\n');
  const cues = withoutRepeats(readCues(raw));
  const blocks = mergeCues(cues);
  const text = blocks.map((block) => block.text).join(' ');
  const last = cues.reduce((end, cue) => Math.max(end, cue.to), 0);
  return {
    title: null,
    language: recognizeLanguage(text, /^Language:\s*(\S+)/imu.exec(raw.slice(0, 500))?.[1]),
    blocks,
    pageCount: null,
    durationSeconds: Math.ceil(last),
  };
}

const TIMING =
  /^((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})[ \t]*-->[ \t]*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})/u;

function readCues(raw: string): Cue[] {
  // The library stops at whatever is not a cue, so it is given cues and nothing else.
  const cues: string[] = [];
  for (const part of raw.split(/\n[ \t]*\n/u)) {
    const lines = part.split('\n').map((line) => line.trim());
    const at = lines.findIndex((line) => TIMING.test(line));
    const timing = TIMING.exec(lines[at] ?? '');
    const body = lines.slice(at + 1).filter((line) => line !== '');
    if (timing === null || body.length === 0) continue;
    const times = [timing[1], timing[2]].map((time) => (time ?? '').replace(',', '.'));
    cues.push(`${times.join(' --> ')}\n${body.join('\n')}`);
  }
  if (cues.length === 0) return [];
  try {
    return parse(`WEBVTT\n\n${cues.join('\n\n')}\n`).entries.map(
      (entry: { from: number; to: number; text: string }) => ({
        from: entry.from / 1000,
        to: entry.to / 1000,
        ...spoken(entry.text),
      }),
    );
  } catch (error) {
    throw new SourceError(
      'damaged',
      'The subtitle file cannot be read: a cue is not built as it should be. Export it again.',
      { cause: error },
    );
  }
}

function spoken(text: string): { text: string; speaker: string } {
  const speaker = /^<v(?:\.[^ >]*)?\s+([^>]+)>/u.exec(text)?.[1] ?? '';
  const plain = text
    .replace(/<\/?(?:[cbiuv]|ruby|rt|lang|font|\d\d:)[^>]*>/giu, '')
    .replace(/\{\\[^}]*\}/gu, '')
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&nbsp;/gu, ' ')
    .replace(/&(?:lrm|rlm);/gu, '')
    .replace(/&amp;/gu, '&');
  return { text: cleanText(plain), speaker: cleanText(speaker) };
}

/** Rolling captions show each line twice: the second showing, at the start of the next cue, goes. */
function withoutRepeats(cues: Cue[]): Cue[] {
  const kept: Cue[] = [];
  let before = '';
  for (const cue of cues) {
    const repeats = before !== '' && cue.text.startsWith(before) && cue.text !== before;
    const text =
      cue.text === before ? '' : repeats ? cue.text.slice(before.length).trim() : cue.text;
    if (text !== '') {
      kept.push({ ...cue, text });
      before = text;
    }
  }
  return kept;
}

function mergeCues(cues: Cue[]): Block[] {
  const blocks: Block[] = [];
  let open: Cue | null = null;
  let speaker = '';
  const close = () => {
    if (open === null) return;
    const name = open.speaker !== '' && open.speaker !== speaker ? `${open.speaker}: ` : '';
    speaker = open.speaker;
    blocks.push({
      kind: 'cue',
      text: `${name}${open.text}`,
      startSeconds: open.from,
      endSeconds: open.to,
    });
    open = null;
  };
  for (const cue of cues) {
    const current: Cue | null = open;
    if (current !== null && breaksBetween(current, cue)) close();
    open =
      open === null
        ? { ...cue }
        : { ...(open as Cue), to: cue.to, text: `${(open as Cue).text} ${cue.text}` };
  }
  close();
  return blocks;
}

function breaksBetween(open: Cue, next: Cue): boolean {
  if (next.speaker !== open.speaker || next.from - open.to > PAUSE) return true;
  const words = open.text.split(' ').length;
  const ended = /[.!?…。！？؟]["'”’»)\]]*$/u.test(open.text);
  return words >= MOST_WORDS || (ended && words >= ENOUGH_WORDS);
}
