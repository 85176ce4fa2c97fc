import {
  arrow,
  box,
  clamp,
  colour,
  fraction,
  group,
  mix,
  type Scene,
  tag,
  words,
} from '../picture.ts';

/** A seedling whose stem bends and whose leaves hang as `wilt` goes from 0 to 1. */
function plant(x: number, floor: number, wilt: number, t: number): string {
  const sway = Math.sin(t * 1.1) * 4 * (1 - wilt);
  const topX = x + mix(0, 120, wilt) + sway;
  const topY = mix(floor - 300, floor - 190, wilt);
  const stem = `M${x} ${floor}Q${x + sway * 0.3} ${mix(floor - 180, floor - 290, wilt)} ${topX} ${topY}`;
  const leaf = (px: number, py: number, angle: number, length: number) =>
    tag('path', {
      d: `M0 0C${length * 0.3} ${-length * 0.34} ${length * 0.8} ${-length * 0.3} ${length} 0C${length * 0.8} ${length * 0.26} ${length * 0.3} ${length * 0.28} 0 0Z`,
      fill: colour.leaf,
      transform: `translate(${Math.round(px)} ${Math.round(py)}) rotate(${Math.round(angle)})`,
    });
  const middleX = x + mix(0, 26, wilt);
  const middleY = mix(floor - 150, floor - 168, wilt);
  return (
    tag('path', {
      d: stem,
      fill: 'none',
      stroke: colour.leaf,
      'stroke-width': 14,
      'stroke-linecap': 'round',
    }) +
    leaf(middleX, middleY, mix(-28, 74, wilt), 140) +
    leaf(middleX, middleY, mix(208, 112, wilt), 130) +
    leaf(topX, topY, mix(-60, 84, wilt), 120) +
    leaf(topX, topY, mix(240, 104, wilt), 120)
  );
}

/** A plant cell: a stiff wall, and contents that fill it as `fill` goes from 0 to 1. */
function plantCell(x: number, y: number, wall: number, fill: number): string {
  const inset = mix(48, 12, fill);
  const bulge = mix(0, 9, clamp((fill - 0.7) * 3.3));
  return (
    group(
      wall,
      tag('rect', {
        x: x - 210 - bulge,
        y: y - 170 - bulge,
        width: 420 + 2 * bulge,
        height: 340 + 2 * bulge,
        rx: 34,
        fill: colour.leafTint,
        stroke: colour.leaf,
        'stroke-width': 18,
      }),
    ) +
    tag('rect', {
      x: x - 200 + inset,
      y: y - 160 + inset,
      width: 400 - 2 * inset,
      height: 320 - 2 * inset,
      rx: mix(80, 30, fill),
      fill: colour.waterTint,
      stroke: colour.water,
      'stroke-width': 6,
    })
  );
}

function rain(t: number): string {
  let drawn = '';
  for (let index = 0; index < 26; index += 1) {
    const way = fraction(t * 0.75 + index * 0.379);
    const x = 60 + ((index * 173) % 540);
    drawn += group(
      clamp(4 - 4 * way),
      tag('line', {
        x1: x,
        y1: mix(30, 500, way),
        x2: x - 3,
        y2: mix(30, 500, way) + 24,
        stroke: colour.water,
        'stroke-width': 5,
        'stroke-linecap': 'round',
      }),
    );
  }
  return drawn;
}

/** Turgor: the wall holds what osmosis pushes in. */
export const plants: Scene = ({ t, step, since }) => {
  const dry = step(4, 0.6, 4.2);
  const inside = mix(0.05, 1, step(2, 0.4, 2.4)) * (1 - 0.9 * dry);
  const press = step(2, 1.8, 0.8) * (1 - step(4, 0, 0.8));
  const [cx, cy] = [900, 330];
  const directions = [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const;
  const pushes = directions
    .map(([dx, dy]) => {
      const start = 70 + 5 * Math.sin(t * 3);
      return arrow(
        [cx + dx * start, cy + dy * start],
        [cx + dx * (start + (dx === 0 ? 62 : 96)), cy + dy * (start + (dx === 0 ? 62 : 96))],
        colour.accent,
        12,
      );
    })
    .join('');
  return (
    group(1 - clamp((since(1) - 0.5) / 1.5), rain(t)) +
    box(60, 520, 520, 60, {
      rx: 20,
      fill: `color-mix(in oklab, ${colour.soluteDark}, ${colour.canvas} ${Math.round(mix(10, 55, dry))}%)`,
    }) +
    plant(300, 524, dry, t) +
    group(step(1, -0.2, 0.8), plantCell(cx, cy, step(1, 0.8, 0.9), inside)) +
    group(
      step(1, 1.2, 0.6) * (1 - step(2, -0.2, 0.4)),
      words(cx, 566, 'cell wall', { size: 38, weight: 600, fill: colour.leaf }),
    ) +
    group(press, pushes) +
    group(
      step(2, 2.6, 0.7) * (1 - step(4, 0, 0.5)),
      words(cx, 570, 'turgor pressure', { size: 46, weight: 700, fill: colour.accent }),
    ) +
    group(
      step(4, 3.2, 0.8),
      words(cx, 570, 'no turgor: the plant wilts', { size: 40, weight: 700, fill: colour.accent }),
    ) +
    group(
      step(0, 1.6, 0.7) * (1 - step(1, -0.3, 0.4)),
      words(900, 330, 'Why do plants not burst?', { size: 46, weight: 700, fill: colour.accent }),
    )
  );
};
