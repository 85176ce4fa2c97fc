import { LABEL } from './pdf-heading-labels.ts';
import type { Line } from './pdf-lines.ts';
import { halfPoint, type Style } from './pdf-style.ts';

export type Heading = { level: number; lines: Line[]; text: string };

export const textOf = (lines: readonly Line[]) => lines.map(({ text }) => text).join(' ');
/** Headings of one style are of one level. */
export const styleKey = (line: Line) => `${halfPoint(line.size)} ${line.bold ? 'bold' : ''}`;

/**
 * Levels of the headings found by their look: those of bookmarked headings in the same style;
 * else one below the lowest of all larger ones; without bookmarks by rank of size and weight.
 */
export function createLevels(
  matched: readonly Heading[],
  looks: readonly Line[][],
  style: Style,
  pages: number,
): (line: Line | undefined) => number {
  const votes = new Map<string, { size: number; levels: number[] }>();
  for (const { level, lines } of matched) {
    const line = lines[0];
    if (line === undefined) continue;
    const seen = votes.get(styleKey(line)) ?? { size: line.size, levels: [] };
    seen.levels.push(level);
    votes.set(styleKey(line), seen);
  }
  if (votes.size === 0) countNumbers(looks, votes);
  if (votes.size > 0) {
    const known = new Map(
      [...votes].map(([key, { size, levels }]) => [key, { size, level: median(levels) }]),
    );
    return (line) => {
      if (line === undefined) return 6;
      const same = known.get(styleKey(line));
      if (same !== undefined) return same.level;
      const above = [...known.values()].filter(({ size }) => size > line.size + 0.4);
      return Math.min(6, 1 + Math.max(0, ...above.map(({ level }) => level)));
    };
  }
  const first = looks.flatMap(([line]) => (line === undefined ? [] : [line]));
  const onCover = (key: string) => {
    const those = first.filter((line) => styleKey(line) === key);
    return pages > 8 && those.length <= 3 && those.every(({ page }) => page <= 2);
  };
  const keys = [...new Set(first.map(styleKey))].filter((key) => !onCover(key));
  const rank = (key: string) => Number(key.split(' ')[0]) + (key.endsWith('bold') ? 0.2 : 0);
  const order = keys.sort((a, b) => rank(b) - rank(a));
  const sizes = [...new Set(order.map((key) => Math.round(rank(key) / (style.body * 0.06))))];
  return (line) => {
    if (line === undefined) return 6;
    const at = sizes.indexOf(Math.round(rank(styleKey(line)) / (style.body * 0.06)));
    return Math.min(6, at < 0 ? 1 : at + 1);
  };
}

/** Without bookmarks, numbers such as 2.4.1 say how deep a style lies, where most have them. */
function countNumbers(
  looks: readonly Line[][],
  votes: Map<string, { size: number; levels: number[] }>,
): void {
  const styles = new Map<string, { size: number; levels: number[]; all: number }>();
  for (const [line] of looks) {
    if (line === undefined) continue;
    const seen = styles.get(styleKey(line)) ?? { size: line.size, levels: [], all: 0 };
    seen.all += 1;
    const number = /^(?:[A-Z]\.)?\d+(?:\.\d+)*(?=[.\s])/u.exec(line.text)?.[0];
    if (number !== undefined) seen.levels.push(number.split('.').length);
    else if (LABEL.test(line.text)) seen.levels.push(1);
    styles.set(styleKey(line), seen);
  }
  const sure = [...styles].filter(([, { levels, all }]) => levels.length >= Math.max(2, all * 0.5));
  const covered = sure.reduce((sum, [, { all }]) => sum + all, 0);
  if (covered < looks.length * 0.4) return;
  for (const [key, { size, levels }] of sure) votes.set(key, { size, levels });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}
