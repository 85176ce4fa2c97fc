import {
  arrow,
  box,
  colour,
  gas,
  group,
  mix,
  redCell,
  type Scene,
  tag,
  words,
} from '../picture.ts';

const CASES = [
  { x: 640, level: 600, name: 'hypertonic', sentence: 1, way: 1 },
  { x: 250, level: 100, name: 'hypotonic', sentence: 2, way: -1 },
  { x: 1030, level: 290, name: 'isotonic', sentence: 3, way: 0 },
] as const;
const CENTRE = 320;

/** Six arrows around the cell: outward for `way` 1, inward for -1, both for 0. */
function flow(x: number, radius: number, way: number, t: number): string {
  let drawn = '';
  for (let index = 0; index < 6; index += 1) {
    const angle = (index / 6) * 2 * Math.PI + Math.PI / 6;
    const outward = way === 0 ? index % 2 === 0 : way > 0;
    const shift = 5 * Math.sin(t * 3);
    const near = radius + 14 + (outward ? shift : -shift);
    const far = near + 40;
    const at = (distance: number) =>
      [x + distance * Math.cos(angle), CENTRE + distance * Math.sin(angle)] as const;
    drawn += outward
      ? arrow(at(near), at(far), colour.accent, 9)
      : arrow(at(far), at(near), colour.accent, 9);
  }
  return drawn;
}

/** The same cell of 290 in a solution of 600, of 100 and of 290 milliosmoles in a litre. */
export const tonicity: Scene = ({ t, step }) => {
  const apart = step(1, -0.6, 0.9);
  let drawn = '';
  for (const { x, level, name, sentence, way } of CASES) {
    const seen = sentence === 1 ? 1 : step(sentence, -0.2, 0.6);
    const solution = sentence === 1 ? apart : 1;
    const effect = step(sentence, sentence === 3 ? 0.6 : 2.6, 2);
    const size = way === 1 ? mix(1, 0.68, effect) : way === -1 ? mix(1, 1.28, effect) : 1;
    const beaker =
      box(x - 170, 130, 340, 380, { rx: 30, fill: colour.waterTint }) +
      gas({ x: x - 160, y: 140, width: 320, height: 360 }, t, {
        count: Math.round(level / 9),
        r: 6,
        fill: colour.solute,
        speed: 24,
        salt: x,
      });
    const cell =
      redCell(x, CENTRE, 84, { size, wrinkle: way === 1 ? effect : 0, turn: t * 0.2 }) +
      group(
        way === 0 ? 1 : 1 - effect,
        words(x, CENTRE + 13, '290', { size: 38, weight: 700, fill: colour.surface }),
      );
    const arrows =
      step(sentence, sentence === 3 ? 0.2 : 2.4, 0.6) * (way === 0 ? step(4, 0, 0.6) : 1);
    drawn += group(
      seen,
      group(solution, beaker) +
        cell +
        group(arrows, flow(x, 84 * size, way, t)) +
        group(
          solution,
          words(x, 108, String(level), { size: 46, weight: 700, fill: colour.soluteDark }) +
            group(
              step(sentence, sentence === 3 ? 2 : 1.8, 0.6),
              words(x, 572, name, { size: 44, weight: 700, fill: colour.accent }),
            ),
        ),
    );
  }
  drawn += group(
    step(0, 2.2, 0.7) * (1 - step(1, -0.5, 0.5)),
    tag('path', { d: 'M640 420V470', stroke: colour.ink, 'stroke-width': 4 }) +
      words(640, 520, '290 milliosmoles in a litre', { size: 42, weight: 600 }),
  );
  drawn += group(
    step(4, 0.4, 0.6),
    words(640, 52, 'Dissolved particles, in milliosmoles per litre', {
      size: 30,
      fill: colour.soft,
    }),
  );
  return drawn;
};
