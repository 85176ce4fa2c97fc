/** Draws the pictures of the courses anew: `node demo/courses/thumbnails.ts` (Chromium, ffmpeg). */
import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { arrow, box, chance, colour, dot, group, redCell, tag, words } from '../video/picture.ts';
import { openStage, photograph } from '../video/render.ts';
import { membrane } from '../video/scenes/membrane.ts';

const COLUMNS = [1, 1, 4, 7, 10, 12, 11, 8, 5, 3, 1];

/** Means of many samples, stacked to a hill, with the interval that holds most of them. */
function statistics(): string {
  const left = 220;
  const step = 84;
  const floor = 560;
  const dots = COLUMNS.flatMap((count, column) =>
    Array.from({ length: count }, (_, row) =>
      dot(
        left + column * step,
        floor - 26 - row * 38,
        16,
        column >= 2 && column <= 9 ? colour.accent : colour.water,
      ),
    ),
  ).join('');
  const from = left + 1.5 * step;
  const to = left + 9.5 * step;
  return (
    box(0, 0, 1280, 720, { fill: colour.accentTint }) +
    box(from, 60, to - from, floor - 60, { fill: colour.surface, opacity: 0.75, rx: 18 }) +
    dots +
    box(120, floor, 1040, 6, { fill: colour.soft, rx: 3 }) +
    arrow([(from + to) / 2, 626], [from, 626], colour.soluteDark, 8) +
    arrow([(from + to) / 2, 626], [to, 626], colour.soluteDark, 8) +
    group(
      1,
      words((from + to) / 2, 690, '95 %', { size: 52, weight: 700, fill: colour.soluteDark }),
    )
  );
}

/** The membrane of the video, with red cells above it and salt around them. */
function cells(): string {
  const over = (index: number) => (index > 0 ? 60 : -1);
  const scene = membrane({
    t: 4,
    since: over,
    step: (index, delay = 0) => (index === 3 || (index === 0 && delay < 3) ? 1 : 0),
  });
  const salt = Array.from({ length: 34 }, (_, index) =>
    dot(chance(index, 2) * 1280, 30 + chance(index, 6) * 190, 9, colour.solute),
  ).join('');
  return (
    box(0, 0, 1280, 720, { fill: colour.waterTint }) +
    salt +
    tag(
      'g',
      { transform: 'translate(-60 130) scale(1.1)' },
      scene.replace(/<text[\s\S]*?<\/text>/g, ''),
    ) +
    redCell(300, 170, 112, { turn: 1 }) +
    redCell(610, 130, 84, { size: 0.9, wrinkle: 1, turn: 2 }) +
    redCell(860, 190, 100, { turn: 3 })
  );
}

const { browser, page } = await openStage();
for (const [name, draw] of Object.entries({ statistics, cells })) {
  const file = path.join(import.meta.dirname, name);
  await writeFile(`${file}.png`, await photograph(page, draw()));
  const scale = ['-vf', 'scale=960:540:flags=lanczos', '-quality', '84'];
  execFileSync('ffmpeg', [
    '-loglevel',
    'error',
    '-y',
    '-i',
    `${file}.png`,
    ...scale,
    `${file}.webp`,
  ]);
  await rm(`${file}.png`);
}
await browser.close();
