import type { Chapter, Sentence } from './storyboard.ts';

/** When something is said: seconds from the start of the video. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ChapterTime extends Span {
  readonly key: string;
  readonly title: string;
  /** When everything has been said: the last moment whose picture shows the whole chapter. */
  readonly said: number;
  readonly sentences: readonly (Span & { readonly sentence: Sentence })[];
}

const BEFORE_CHAPTER = 0.7;
const AFTER_SENTENCE = 0.45;
const AFTER_CHAPTER = 0.9;

const toMs = (seconds: number) => Math.round(seconds * 1000) / 1000;

/** Lays the spoken sentences one after another; `lengths` are their seconds, in order. */
export function layOut(chapters: readonly Chapter[], lengths: readonly number[]): ChapterTime[] {
  let now = 0;
  let spoken = 0;
  return chapters.map(({ key, title, sentences }) => {
    const start = toMs(now);
    now += BEFORE_CHAPTER;
    const times = sentences.map((sentence) => {
      const begin = toMs(now);
      now += lengths[spoken] ?? 0;
      spoken += 1;
      const end = toMs(now);
      now += sentence.pause ?? AFTER_SENTENCE;
      return { start: begin, end, sentence };
    });
    const said = toMs(now);
    now += AFTER_CHAPTER;
    return { key, title, start, said, end: toMs(now), sentences: times };
  });
}

export interface Cue extends Span {
  readonly text: string;
}

const LINE = 42;

function wrap(text: string): string[] {
  const count = Math.ceil(text.length / LINE);
  const aim = text.length / count;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && (longer.length > LINE || line.length >= aim)) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}

/**
 * The captions of what is said in one language. A sentence of more than two lines becomes several
 * cues, whose times go by their share of its characters.
 */
export function cuesOf(chapters: readonly ChapterTime[], language: 'en' | 'ar'): Cue[] {
  return chapters.flatMap(({ sentences }) =>
    sentences.flatMap(({ start, end, sentence }) => {
      const lines = wrap(sentence[language]);
      const pages = Math.ceil(lines.length / 2);
      const perPage = Math.ceil(lines.length / pages);
      const texts = Array.from({ length: pages }, (_, page) =>
        lines.slice(page * perPage, (page + 1) * perPage).join('\n'),
      );
      const total = texts.join('').length;
      let said = 0;
      return texts.map((text) => {
        const from = start + ((end - start) * said) / total;
        said += text.length;
        return { start: toMs(from), end: toMs(start + ((end - start) * said) / total), text };
      });
    }),
  );
}

/** `hh:mm:ss.mmm` as WebVTT writes it. */
export function timestamp(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const part = (value: number, width = 2) => String(value).padStart(width, '0');
  return `${part(Math.floor(ms / 3_600_000))}:${part(Math.floor(ms / 60_000) % 60)}:${part(Math.floor(ms / 1000) % 60)}.${part(ms % 1000, 3)}`;
}

export function webVtt(cues: readonly Cue[], note?: string): string {
  const head = note === undefined ? 'WEBVTT\n' : `WEBVTT\n\nNOTE\n${note}\n`;
  const body = cues.map(
    ({ start, end, text }, index) =>
      `\n${index + 1}\n${timestamp(start)} --> ${timestamp(end)}\n${text}\n`,
  );
  return head + body.join('');
}
