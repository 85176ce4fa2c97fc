/**
 * Makes the demo's video anew from its storyboard: `node demo/video/make.ts`. The results are
 * committed, so nobody needs to run this to use the demo. It needs festival with the voice
 * `festvox-us-slt-hts`, ffmpeg and Chromium. `--poster` makes the poster alone,
 * `--still SECONDS` draws one moment to a temporary file.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { HEIGHT, WIDTH } from './picture.ts';
import { drawMoment, openStage, photograph } from './render.ts';
import { type Sentence, storyboard, videoTitle } from './storyboard.ts';
import { type ChapterTime, cuesOf, layOut, webVtt } from './timeline.ts';
import { SAMPLE_RATE, soundtrack, speak } from './voice.ts';

const FRAMES_PER_SECOND = 15;
const OUT = import.meta.dirname;
const WORK = path.join(os.tmpdir(), 'lectern-demo-video');
const MP4 = path.join(OUT, 'osmosis.mp4');
/** A moment that shows what the video is about, for the poster. */
const POSTER = { chapter: 'glasses', sentence: 4, after: 3 };

async function narrate(): Promise<{ chapters: ChapterTime[]; wav: string; seconds: number }> {
  const sentences: Sentence[] = storyboard.flatMap((chapter) => [...chapter.sentences]);
  const speeches = [];
  for (const { say, en } of sentences) speeches.push(await speak(say ?? en, WORK));
  const chapters = layOut(
    storyboard,
    speeches.map((speech) => speech.length / SAMPLE_RATE),
  );
  const seconds = chapters.at(-1)?.end ?? 0;
  const starts = chapters.flatMap((chapter) => chapter.sentences.map(({ start }) => start));
  const wav = path.join(WORK, 'narration.wav');
  const pieces = speeches.map((speech, index) => ({ start: starts[index] ?? 0, speech }));
  await writeFile(wav, soundtrack(pieces, seconds));
  return { chapters, wav, seconds };
}

async function film(chapters: ChapterTime[], wav: string, seconds: number): Promise<void> {
  const encoder = spawn(
    'ffmpeg',
    [
      ...['-hide_banner', '-loglevel', 'error', '-y'],
      ...['-f', 'image2pipe', '-framerate', String(FRAMES_PER_SECOND), '-i', '-', '-i', wav],
      ...['-c:v', 'libx264', '-preset', 'slow', '-crf', '28', '-pix_fmt', 'yuv420p'],
      ...['-tune', 'animation', '-profile:v', 'high', '-g', String(FRAMES_PER_SECOND * 4)],
      ...['-af', 'loudnorm=I=-18:TP=-2,aresample=44100', '-c:a', 'aac', '-b:a', '64k', '-ac', '1'],
      ...[
        '-movflags',
        '+faststart',
        '-map_metadata',
        '-1',
        '-metadata',
        `title=${videoTitle}`,
        MP4,
      ],
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const { browser, page } = await openStage();
  const frames = Math.ceil(seconds * FRAMES_PER_SECOND);
  let drawn = '';
  let picture: Buffer = Buffer.alloc(0);
  for (let frame = 0; frame < frames; frame += 1) {
    const moment = drawMoment(chapters, frame / FRAMES_PER_SECOND);
    if (moment !== drawn) picture = await photograph(page, moment, 'jpeg');
    drawn = moment;
    if (!encoder.stdin.write(picture)) await once(encoder.stdin, 'drain');
    if (frame % 150 === 0) process.stdout.write(`\r${frame} of ${frames} frames`);
  }
  encoder.stdin.end();
  await browser.close();
  const [code] = await once(encoder, 'close');
  process.stdout.write('\n');
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}.`);
}

async function writeTexts(chapters: ChapterTime[]): Promise<void> {
  const write = (name: string, text: string) => writeFile(path.join(OUT, name), text);
  await write('osmosis.en.vtt', webVtt(cuesOf(chapters, 'en'), videoTitle));
  await write('osmosis.ar.vtt', webVtt(cuesOf(chapters, 'ar')));
  const titles = chapters.map(({ start, end, title }) => ({ start, end, text: title }));
  await write('osmosis.chapters.vtt', webVtt(titles));
}

/** What the demo has to know of the file, so that no machine needs ffmpeg to show it. */
async function writeFacts(chapters: ChapterTime[], seconds: number): Promise<void> {
  const bytes = await readFile(MP4);
  const facts = {
    title: videoTitle,
    durationSeconds: seconds,
    width: WIDTH,
    height: HEIGHT,
    framesPerSecond: FRAMES_PER_SECOND,
    bytes: (await stat(MP4)).size,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    chapters: chapters.map(({ key, title, start, said, end }) => ({
      ...{ key, title },
      ...{ startSeconds: start, saidSeconds: said, endSeconds: end },
    })),
  };
  await writeFile(path.join(OUT, 'osmosis.json'), `${JSON.stringify(facts, null, 2)}\n`);
}

async function poster(chapters: ChapterTime[], file: string, second?: number): Promise<void> {
  const chapter = chapters.find(({ key }) => key === POSTER.chapter);
  const at = second ?? (chapter?.sentences[POSTER.sentence]?.start ?? 0) + POSTER.after;
  const { browser, page } = await openStage();
  const png = path.join(WORK, 'still.png');
  await writeFile(png, await photograph(page, drawMoment(chapters, at)));
  await browser.close();
  const quality = file.endsWith('.jpg') ? ['-q:v', '3'] : [];
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-i', png, ...quality, file]);
  await rm(png);
}

await mkdir(WORK, { recursive: true });
const { chapters, wav, seconds } = await narrate();
const [option, ...values] = process.argv.slice(2);
if (option === '--still') {
  for (const value of values) {
    await poster(chapters, path.join(WORK, `still-${value}.png`), Number(value));
  }
} else if (option === '--poster') {
  await poster(chapters, path.join(OUT, 'osmosis.poster.jpg'));
} else {
  await writeTexts(chapters);
  await film(chapters, wav, seconds);
  await poster(chapters, path.join(OUT, 'osmosis.poster.jpg'));
  await writeFacts(chapters, seconds);
  console.log(`${videoTitle}: ${seconds.toFixed(1)} s`);
}
