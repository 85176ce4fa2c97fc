import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Clock, colour, ease, group, HEIGHT, WIDTH } from './picture.ts';
import { scenes } from './scenes/index.ts';
import type { ChapterKey } from './storyboard.ts';
import type { ChapterTime } from './timeline.ts';

const FADE = 0.45;

/** The inside of the SVG at `second` of the video. */
export function drawMoment(chapters: readonly ChapterTime[], second: number): string {
  const last = chapters.length - 1;
  const index = Math.max(
    0,
    chapters.findLastIndex(({ start }) => second >= start),
  );
  const chapter = chapters[index];
  if (!chapter) throw new Error('The storyboard is empty.');
  const t = second - chapter.start;
  const since = (sentence: number) =>
    second - (chapter.sentences[sentence]?.start ?? Number.POSITIVE_INFINITY);
  const clock: Clock = {
    t,
    since,
    step: (sentence, delay = 0, duration = 0.5) => ease((since(sentence) - delay) / duration),
  };
  const goes = index === last ? 1 : ease((chapter.end - second) / FADE);
  return group(Math.min(ease(t / FADE), goes), scenes[chapter.key as ChapterKey](clock));
}

async function fontFace(weight: number): Promise<string> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans'));
  const font = await readFile(path.join(folder, 'files', `noto-sans-latin-${weight}-normal.woff2`));
  return `@font-face{font-family:Demo;font-weight:${weight};src:url(data:font/woff2;base64,${font.toString('base64')})}`;
}

export async function openStage(): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
  });
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  const fonts = (await Promise.all([400, 600, 700].map(fontFace))).join('');
  await page.setContent(
    `<style>${fonts}body{margin:0;background:${colour.canvas}}svg{display:block;font-family:Demo,sans-serif}</style><svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"></svg>`,
  );
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return { browser, page };
}

/** A picture of one moment. */
export async function photograph(
  page: Page,
  inside: string,
  type: 'png' | 'jpeg' = 'png',
): Promise<Buffer> {
  await page.evaluate((svg) => {
    const stage = document.querySelector('svg');
    if (stage) stage.innerHTML = svg;
  }, inside);
  return page.screenshot(type === 'png' ? { type } : { type, quality: 96 });
}
