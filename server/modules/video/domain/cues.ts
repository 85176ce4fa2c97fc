import type { Cue } from '../../../../contracts/video.ts';

/** A cue as it is kept: with the marks that WebVTT allows, and where it is placed. */
export type KeptCue = { startMs: number; endMs: number; settings: string; lines: string[] };

/** A text is no captions; the message names the place and says what to do. */
export class CueError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CueError';
  }
}

const MAX_CUES = 20_000;
const TIME = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})`;
const TIMING = new RegExp(String.raw`^${TIME}[ \t]+-->[ \t]+${TIME}(?:[ \t]+(.*))?$`);
const SETTING =
  /^(?:vertical:(?:rl|lr)|line:-?[\d.]+%?(?:,\w+)?|position:[\d.]+%(?:,[\w-]+)?|size:[\d.]+%|align:(?:start|center|end|left|right))$/;
const TAG =
  /<\/?(?:b|i|u|c|v|ruby|rt|lang)(?:\.[\w.-]+)?(?:[ \t][^<>]{0,100})?>|<(?:\d+:)?\d{1,2}:\d{2}\.\d{3}>/g;

function milliseconds(parts: readonly (string | undefined)[]): number {
  const [hours, minutes, seconds, fraction] = parts;
  const whole = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
  return whole * 1000 + Number((fraction ?? '0').padEnd(3, '0'));
}

/** A line with the marks that WebVTT knows and nothing else that a parser could take for one. */
function cleanLine(line: string): string {
  const marks = [...line.matchAll(TAG)];
  let text = '';
  let at = 0;
  for (const mark of [...marks, null]) {
    text += plain(line.slice(at, mark?.index));
    if (mark === null) break;
    text += mark[0];
    at = mark.index + mark[0].length;
  }
  return text.trim();
}

function plain(text: string): string {
  return text
    .replace(/<\/?font[^>]*>/gi, '')
    .replace(/\{\\[^}]*\}/g, '')
    .replace(/&(?!(?:amp|lt|gt|nbsp|lrm|rlm|quot|#\d{1,6}|#x[\da-fA-F]{1,6});)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/**
 * Reads WebVTT or SubRip. Notes, styles and regions are left out; cues come in the order of time.
 *
 * @throws CueError where it has no cues, too many, or one whose times cannot be.
 */
export function readCues(raw: string): KeptCue[] {
  const lines = raw
    .replace(/^\uFEFF/, '')
    .replaceAll('\0', '')
    .split(/\r\n|\r|\n/);
  const cues: KeptCue[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]?.trim() ?? '';
    if (!line.includes('-->')) continue;
    const timing = TIMING.exec(line);
    if (!timing)
      throw new CueError(
        `Line ${index + 1} is no time such as 00:01:02.500 --> 00:01:04.000; mend it and try again.`,
      );
    const [startMs, endMs] = [milliseconds(timing.slice(1, 5)), milliseconds(timing.slice(5, 9))];
    if (endMs <= startMs)
      throw new CueError(
        `The cue in line ${index + 1} ends before it begins; mend it and try again.`,
      );
    const body: string[] = [];
    while (index + 1 < lines.length) {
      const next = lines[index + 1] ?? '';
      // Some programs leave out the empty line between cues.
      if (next.trim() === '' || next.includes('-->')) break;
      body.push(next);
      index += 1;
    }
    if (lines[index + 1]?.includes('-->') && /^\d+$/.test(body.at(-1)?.trim() ?? '')) body.pop();
    const text = body.map(cleanLine).filter((part) => part !== '');
    if (text.length === 0) continue;
    const settings = (timing[9] ?? '').split(/[ \t]+/).filter((one) => SETTING.test(one));
    cues.push({ startMs, endMs, settings: settings.join(' '), lines: text });
  }
  if (cues.length === 0)
    throw new CueError('The text has no captions: give a WebVTT (.vtt) or SubRip (.srt) file.');
  if (cues.length > MAX_CUES)
    throw new CueError(`The text has more than ${MAX_CUES} captions, which is too many.`);
  return cues.toSorted((left, right) => left.startMs - right.startMs || left.endMs - right.endMs);
}

const two = (value: number) => String(value).padStart(2, '0');

/** `01:02:03.004` */
export function formatTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two);
  return `${clock.join(':')}.${String(ms % 1000).padStart(3, '0')}`;
}

/** Cues as WebVTT. */
export function writeVtt(cues: readonly KeptCue[]): string {
  const blocks = cues.map(({ startMs, endMs, settings, lines }) => {
    const timing = `${formatTime(startMs)} --> ${formatTime(endMs)}${settings === '' ? '' : ` ${settings}`}`;
    return [timing, ...lines].join('\n');
  });
  return `${['WEBVTT', ...blocks].join('\n\n')}\n`;
}

/** Text as a person reads it. */
function readable(line: string): string {
  return line
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:nbsp|#160);/g, ' ')
    .replace(/&(?:lrm|rlm);/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/&#(\d{1,6});/g, (_, code: string) =>
      String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
    )
    .replaceAll('&amp;', '&')
    .trim();
}

/** Cues as the transcript beside the video shows them: plain text, who speaks, seconds. */
export function toTranscript(cues: readonly KeptCue[]): Cue[] {
  return cues.map(({ startMs, endMs, lines }) => ({
    start: startMs / 1000,
    end: endMs / 1000,
    speaker: readable(/<v(?:\.[\w.-]+)?[ \t]+([^<>]+)>/.exec(lines.join(' '))?.[1] ?? '') || null,
    text: lines.map(readable).filter(Boolean).join('\n'),
  }));
}

/** Chapters as WebVTT: each ends where the next begins, the last with the video. */
export function chaptersVtt(
  chapters: readonly { atSeconds: number; title: string }[],
  durationSeconds: number | null,
): string {
  return writeVtt(
    chapters.flatMap(({ atSeconds, title }, index) => {
      const startMs = Math.round(atSeconds * 1000);
      const end = chapters[index + 1]?.atSeconds ?? Math.max(durationSeconds ?? 0, atSeconds + 1);
      return [{ startMs, endMs: Math.round(end * 1000), settings: '', lines: [plain(title)] }];
    }),
  );
}
