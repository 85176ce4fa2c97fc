import {
  arrow,
  box,
  chance,
  colour,
  dot,
  fraction,
  group,
  mix,
  move,
  type Scene,
  tag,
  words,
} from '../picture.ts';

const TOP = 286;
const BOTTOM = 414;
const SPACING = 32;
/** Where the aquaporin stands: the lipids leave room for it. */
const CHANNEL = { x: 1010, half: 54 } as const;

function lipids(t: number, built: number, open: number): string {
  let drawn = '';
  for (let index = 0; index < 41; index += 1) {
    const x = index * SPACING;
    if (index / 41 > built) break;
    const sway = 2.5 * Math.sin(t * 1.6 + index * 0.9);
    const gap = Math.abs(x - CHANNEL.x);
    const aside = gap < CHANNEL.half + 14 ? 1 - open : 1;
    for (const side of [-1, 1]) {
      const head = side < 0 ? TOP : BOTTOM;
      const legs = [-6, 6]
        .map((leg) =>
          tag('path', {
            d: `M${x + leg} ${head - side * 10}q${leg * 0.4 + sway} ${-side * 18} 0 ${-side * 27}t${sway} ${-side * 24}`,
            fill: 'none',
            stroke: colour.lipid,
            'stroke-width': 5,
            'stroke-linecap': 'round',
          }),
        )
        .join('');
      drawn += group(aside, legs + dot(x + sway * 0.4, head, 14, colour.soluteDark));
    }
  }
  return drawn;
}

function oxygen(t: number): string {
  let drawn = '';
  for (let index = 0; index < 7; index += 1) {
    const way = fraction(t * 0.24 + index / 7);
    const x = 120 + index * 62 + 16 * Math.sin(t + index);
    const y = mix(140, 566, way);
    drawn += group(
      Math.min(1, way * 8, (1 - way) * 8),
      dot(x - 8, y, 11, colour.blood) + dot(x + 8, y, 11, colour.blood),
    );
  }
  return drawn;
}

function ions(t: number): string {
  let drawn = '';
  for (let index = 0; index < 6; index += 1) {
    const x = 590 + index * 58;
    const way = Math.abs(Math.sin(t * 1.3 + index * 1.1));
    const y = 252 - 98 * way;
    const plus = index % 2 === 0;
    drawn += dot(x, y, 19, plus ? colour.solute : colour.leaf);
    drawn += words(x, y + 9, plus ? '+' : '−', { size: 26, weight: 700, fill: colour.surface });
  }
  return drawn;
}

function channel(t: number, flow: number): string {
  const { x, half } = CHANNEL;
  const wall = (side: number) =>
    tag('path', {
      d: `M${x + side * half} ${TOP - 26}C${x + side * 6} ${TOP + 20} ${x + side * 6} ${BOTTOM - 20} ${x + side * half} ${BOTTOM + 26}H${x + side * 16}C${x + side * 24} ${BOTTOM - 40} ${x + side * 24} ${TOP + 40} ${x + side * 16} ${TOP - 26}Z`,
      fill: colour.accent,
    });
  const bar = (side: number) =>
    box(x + (side < 0 ? -half : 20), TOP - 28, half - 20, BOTTOM - TOP + 56, {
      rx: 16,
      fill: colour.accent,
    });
  let drops = '';
  for (let index = 0; index < 9; index += 1) {
    const way = fraction(t * 0.42 + index / 9);
    const down = index % 3 !== 0;
    const y = mix(136, 572, down ? way : 1 - way);
    const wide = Math.min(1, Math.abs(y - 350) / 190) ** 2;
    const px = x + (chance(index, 5) - 0.5) * 170 * wide;
    drops += group(Math.min(1, way * 8, (1 - way) * 8), dot(px, y, 9, colour.water));
  }
  return bar(-1) + bar(1) + wall(-1) + wall(1) + group(flow, drops);
}

/** The double layer, and what crosses it: oxygen, hardly salt, and water by its own channels. */
export const membrane: Scene = ({ t, step }) => {
  const open = step(3, -0.2, 0.8);
  const measure = step(0, 3.4, 0.7) * (1 - step(1, -0.2, 0.5));
  const bracket =
    arrow([1180, 350], [1180, TOP - 12], colour.ink, 4) +
    arrow([1180, 350], [1180, BOTTOM + 12], colour.ink, 4) +
    tag('rect', { x: 1085, y: 324, width: 190, height: 54, rx: 12, fill: colour.surface }) +
    words(1180, 362, '7 to 8 nm', { size: 34, weight: 600 });
  const label = (x: number, seen: number, text: string, more: string, fill: string) =>
    group(
      seen,
      words(x, 66, text, { size: 38, weight: 700, fill }) +
        words(x, 108, more, { size: 30, fill: colour.soft }),
    );
  const term = step(4, 1.2, 0.8);
  return (
    box(0, TOP - 160, 1280, BOTTOM - TOP + 320, { fill: colour.waterTint, opacity: 0.45 }) +
    group(
      1 - step(1, -0.2, 0.6),
      words(40, 220, 'outside', { size: 30, fill: colour.soft, anchor: 'start' }) +
        words(40, 510, 'inside the cell', { size: 30, fill: colour.soft, anchor: 'start' }),
    ) +
    lipids(t, step(0, 0.3, 2.4), open) +
    group(measure, bracket) +
    group(step(1, 0, 0.6), oxygen(t)) +
    label(306, step(1, 0.2), 'Oxygen', 'crosses quickly', colour.blood) +
    group(step(2, 0, 0.6), ions(t)) +
    label(736, step(2, 0.2), 'Ions of salt', 'hardly cross', colour.soluteDark) +
    group(open, channel(t, step(3, 1, 0.8)), move(0, (1 - open) * -18)) +
    label(1030, step(3, 0.2), 'Water', 'has its own channels', colour.accent) +
    group(
      term,
      words(640, 606, 'selectively permeable', { size: 50, weight: 700, fill: colour.accent }),
    )
  );
};
