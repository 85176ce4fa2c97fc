import { box, colour, gas, group, redCell, tag } from '../picture.ts';

export const GLASS = { width: 280, height: 350 } as const;

/** A glass with its top left corner at (x, y), a red cell in it and `salt` particles around. */
export function glass(
  x: number,
  y: number,
  t: number,
  content: {
    salt: number;
    saltSeen: number;
    cellSeen: number;
    cell: Parameters<typeof redCell>[3];
  },
): string {
  const { width, height } = GLASS;
  const top = y + 70;
  const water =
    box(x + 10, top, width - 20, height - 80, { fill: colour.waterTint, rx: 22 }) +
    box(x + 10, top, width - 20, 40, { fill: colour.waterTint }) +
    box(x + 10, top, width - 20, 4, { fill: colour.water });
  const salt = gas({ x: x + 18, y: top + 12, width: width - 36, height: height - 104 }, t, {
    count: content.salt,
    r: 5,
    fill: colour.solute,
    speed: 26,
    salt: x,
  });
  const walls = tag('path', {
    d: `M${x} ${y}V${y + height - 34}Q${x} ${y + height} ${x + 34} ${y + height}H${x + width - 34}Q${x + width} ${y + height} ${x + width} ${y + height - 34}V${y}`,
    fill: 'none',
    stroke: colour.soft,
    'stroke-width': 6,
    'stroke-linecap': 'round',
  });
  return (
    water +
    group(content.saltSeen, salt) +
    group(content.cellSeen, redCell(x + width / 2, top + 140, 72, content.cell)) +
    walls
  );
}
