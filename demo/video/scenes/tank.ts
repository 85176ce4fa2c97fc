import {
  arrow,
  box,
  chance,
  colour,
  dot,
  fraction,
  gas,
  group,
  mix,
  type Scene,
  tag,
  words,
} from '../picture.ts';

const LEFT = 220;
const RIGHT = 1060;
const MIDDLE = 640;
const FLOOR = 560;
const LEVEL = 280;

/** Water crossing at the gaps of the membrane; `share` of the places are in use. */
function crossing(t: number, level: number, rightward: number, leftward: number): string {
  let drawn = '';
  for (let lane = 0; lane < 12; lane += 1) {
    const y = 300 + lane * 21;
    const toRight = lane % 3 !== 2;
    const share = toRight ? rightward : leftward;
    if (chance(lane, 9) > share || y < level + 18) continue;
    const way = fraction(t * (0.35 + 0.2 * chance(lane, 3)) + chance(lane, 4));
    const x = toRight ? mix(MIDDLE - 130, MIDDLE + 130, way) : mix(MIDDLE + 130, MIDDLE - 130, way);
    drawn += group(
      Math.min(1, way * 6, (1 - way) * 6),
      dot(x, y + 6 * Math.sin(way * 9), 8, colour.accent),
    );
  }
  return drawn;
}

/** Osmosis itself: two sides, a membrane between them, and a level that rises by chance alone. */
export const tank: Scene = ({ t, step }) => {
  const fill = step(0, 0.8, 1.6);
  const rise = 46 * step(5, 0.2, 4.2) + 16 * step(4, 0.5, 3.5);
  const levelLeft = mix(FLOOR - 8, LEVEL, fill) + rise;
  const levelRight = mix(FLOOR - 8, LEVEL, fill) - rise;
  const side = (x: number, width: number, level: number) =>
    box(x, level, width, FLOOR - level, { fill: colour.waterTint }) +
    box(x, level, width, 4, { fill: colour.water });
  const water = (x: number, level: number, count: number, salt: number) =>
    gas({ x: x + 8, y: level + 8, width: MIDDLE - LEFT - 30, height: FLOOR - level - 14 }, t, {
      count,
      r: 6,
      fill: colour.water,
      salt,
    });
  const sugar = gas(
    {
      x: MIDDLE + 20,
      y: levelRight + 8,
      width: RIGHT - MIDDLE - 30,
      height: FLOOR - levelRight - 14,
    },
    t,
    { count: 16, r: 17, fill: colour.solute, speed: 24, salt: 40 },
  );
  const more = step(4, 0, 0.8);
  const arrows = group(
    step(2, 0.8, 0.7) * (1 - step(6, -0.2, 0.5)),
    arrow([MIDDLE - 110, 186], [MIDDLE + 110, 186], colour.accent, mix(10, 22, more)) +
      arrow([MIDDLE + 110, 142], [MIDDLE - 110, 142], colour.water, mix(10, 6, more)),
  );
  let pores = '';
  for (let y = LEVEL - 70; y < FLOOR; y += 21) {
    pores += tag('line', {
      x1: MIDDLE,
      x2: MIDDLE,
      y1: y + 3,
      y2: Math.min(FLOOR, y + 15),
      stroke: colour.ink,
      'stroke-width': 9,
    });
  }
  const walls = tag('path', {
    d: `M${LEFT} 120V${FLOOR}H${RIGHT}V120`,
    fill: 'none',
    stroke: colour.soft,
    'stroke-width': 8,
    'stroke-linejoin': 'round',
  });
  const levels = group(
    step(5, 1.5, 0.8),
    arrow([1150, LEVEL + 4], [1150, levelRight + 2], colour.accent, 8) +
      arrow([130, LEVEL - 4], [130, levelLeft - 2], colour.water, 8),
  );
  const note = (seen: number, x: number, text: string) =>
    group(seen, words(x, 92, text, { size: 34, weight: 600 }));
  return (
    side(LEFT, MIDDLE - LEFT, levelLeft) +
    side(MIDDLE, RIGHT - MIDDLE, levelRight) +
    group(fill, water(LEFT, levelLeft, 46, 11) + water(MIDDLE + 10, levelRight, 34, 12)) +
    group(step(1, 0.6, 1), sugar) +
    group(
      step(2, 0.4, 0.8),
      crossing(t, levelLeft, mix(0.75, 1, more), mix(0.95, 0.45, step(3, 0.4, 1))),
    ) +
    pores +
    walls +
    arrows +
    levels +
    group(
      step(0, 0.6, 0.6) * (1 - step(1, 0.4, 0.5)),
      words(MIDDLE, 92, 'membrane', { size: 34, weight: 600 }),
    ) +
    note(step(1, 1.2) * (1 - step(6, -0.2)), 890, 'water and sugar') +
    note(step(1, 1.2) * (1 - step(6, -0.2)), 390, 'water') +
    group(
      step(6, 0, 0.8),
      words(640, 84, 'Osmosis', { size: 56, weight: 700, fill: colour.accent }) +
        words(640, 132, 'water moves toward more dissolved particles', {
          size: 34,
          fill: colour.soft,
        }),
    )
  );
};
