import { box, colour, fraction, group, mix, redCell, type Scene, tag, words } from '../picture.ts';
import { GLASS, glass } from './glass.ts';

function drip(t: number): string {
  const fall = fraction(t * 0.8);
  return (
    tag('path', { d: 'M640 40V86', stroke: colour.soft, 'stroke-width': 6 }) +
    box(520, 86, 240, 290, {
      rx: 40,
      fill: colour.waterTint,
      stroke: colour.soft,
      'stroke-width': 6,
    }) +
    box(552, 150, 176, 110, { rx: 12, fill: colour.surface }) +
    words(640, 198, '0.9 %', { size: 46, weight: 700, fill: colour.accent }) +
    words(640, 240, 'salt', { size: 32, fill: colour.soft }) +
    tag('path', { d: 'M640 376V420', stroke: colour.soft, 'stroke-width': 10 }) +
    box(616, 420, 48, 92, {
      rx: 14,
      fill: colour.surface,
      stroke: colour.soft,
      'stroke-width': 5,
    }) +
    tag('circle', { cx: 640, cy: mix(434, 500, fall ** 2), r: 7, fill: colour.water }) +
    tag('path', {
      d: 'M640 512C640 548 664 560 716 562L748 566',
      fill: 'none',
      stroke: colour.soft,
      'stroke-width': 8,
    })
  );
}

/** A row of red cells that drift along a vein and keep their shape. */
function vein(t: number): string {
  let drawn = box(0, 524, 1280, 84, { fill: colour.bloodTint, opacity: 0.3 });
  for (let index = 0; index < 9; index += 1) {
    const x = fraction(index / 9 + t * 0.035) * 1380 - 50;
    drawn += redCell(x, 566 + 10 * Math.sin(index * 2.3 + t), 26, { turn: t });
  }
  return drawn;
}

const GLASSES = [
  { x: 140, salt: 0, name: 'pure water', fate: 'hypotonic', cell: { burst: 1, size: 1.5 } },
  {
    x: 500,
    salt: 42,
    name: 'strong salt water',
    fate: 'hypertonic',
    cell: { size: 0.66, wrinkle: 1 },
  },
  { x: 860, salt: 16, name: '0.9 % salt', fate: 'isotonic', cell: { size: 1 } },
] as const;

/** The puzzle solved, and the rule to keep. */
export const clinic: Scene = ({ t, step, since }) => {
  const first = 1 - step(1, -0.5, 0.6);
  const second = step(1, -0.1, 0.6) * (1 - step(2, -0.4, 0.5));
  const three = GLASSES.map(({ x, salt, name, fate, cell }, index) => {
    const told = step(1, 1.4 + index * 1.7, 0.6);
    return (
      glass(x, 110, t, { salt, saltSeen: 1, cellSeen: 1, cell: { ...cell, turn: t * 0.2 } }) +
      group(told, words(x + GLASS.width / 2, 520, name, { size: 38, weight: 600 })) +
      group(
        told,
        words(x + GLASS.width / 2, 572, fate, { size: 38, weight: 700, fill: colour.accent }),
      )
    );
  }).join('');
  const sum = (index: number, delay: number, y: number, text: string, fill: string) =>
    group(step(index, delay, 0.7), words(640, y, text, { size: 50, weight: 700, fill }));
  const beads = (x: number, count: number, from: number) =>
    Array.from({ length: count }, (_, index) =>
      group(
        step(2, from + index * 0.09, 0.3),
        tag('circle', {
          cx: x + (index % 6) * 40,
          cy: 412 + Math.floor(index / 6) * 40,
          r: 13,
          fill: colour.solute,
        }),
      ),
    ).join('');
  const wave = since(3) > 0 ? 10 * Math.sin(t * 3) : 0;
  return (
    group(first, vein(t) + drip(t)) +
    group(second, three) +
    sum(2, 0, 190, 'Compare the dissolved particles', colour.ink) +
    sum(2, 0.7, 254, 'that cannot cross.', colour.ink) +
    group(
      step(2, 1, 0.8),
      box(310, 376, 270, 150, { rx: 18, fill: colour.waterTint }) +
        box(700, 376, 270, 150, { rx: 18, fill: colour.waterTint }) +
        beads(346, 2, 1.4) +
        beads(736, 14, 1.6),
    ) +
    group(
      step(3, 0, 0.6),
      tag('path', {
        d: 'M490 440H640V416L700 451L640 486V462H490Z',
        fill: colour.accent,
        transform: `translate(${Math.round(wave)} 0)`,
      }),
    ) +
    sum(3, 0.3, 586, 'Water goes to where there are more.', colour.accent)
  );
};
