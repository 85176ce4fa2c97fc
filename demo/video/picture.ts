/** The light palette of `web/ui/tokens.css`, and what is drawn in each colour. */
export const colour = {
  canvas: 'oklch(0.984 0.003 215)',
  surface: 'oklch(1 0 0)',
  line: 'oklch(0.905 0.008 215)',
  ink: 'oklch(0.255 0.02 230)',
  soft: 'oklch(0.43 0.02 228)',
  accent: 'oklch(0.445 0.077 216)',
  accentTint: 'oklch(0.948 0.02 210)',
  water: 'oklch(0.72 0.09 215)',
  waterTint: 'oklch(0.93 0.035 212)',
  solute: 'oklch(0.68 0.14 70)',
  soluteDark: 'oklch(0.49 0.1 70)',
  blood: 'oklch(0.58 0.17 25)',
  bloodTint: 'oklch(0.72 0.12 25)',
  leaf: 'oklch(0.58 0.11 152)',
  leafTint: 'oklch(0.9 0.06 152)',
  lipid: 'oklch(0.8 0.09 85)',
} as const;

export const WIDTH = 1280;
export const HEIGHT = 720;

/** What a scene may ask of the time: all in seconds since the scene began. */
export interface Clock {
  readonly t: number;
  /** Seconds since sentence `index` began; negative before it. */
  since(index: number): number;
  /** 0 before sentence `index` (and `delay`), 1 when `duration` has passed, eased between. */
  step(index: number, delay?: number, duration?: number): number;
}

/** Draws one moment of a chapter as the inside of an SVG of 1280 by 720. */
export type Scene = (clock: Clock) => string;

export const clamp = (value: number, low = 0, high = 1) => Math.min(high, Math.max(low, value));
export const mix = (from: number, to: number, share: number) => from + (to - from) * share;
export const ease = (share: number) => {
  const x = clamp(share);
  return x < 0.5 ? 4 * x ** 3 : 1 - (-2 * x + 2) ** 3 / 2;
};
/** Rises over the first sixth of the way and falls over the last: for what appears and goes. */
export const appear = (share: number) => clamp(Math.min(share, 1 - share) * 6);
export const fraction = (value: number) => value - Math.floor(value);
const round = (value: number) => Math.round(value * 10) / 10;

/** A number in 0..1 that is always the same for `index` and `salt`. */
export const chance = (index: number, salt: number) =>
  fraction(Math.sin(index * 127.1 + salt * 311.7 + 7.3) * 43_758.545);

type Attributes = Record<string, string | number>;

export function tag(name: string, attributes: Attributes, inside = ''): string {
  const text = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : value}"`)
    .join('');
  return `<${name}${text}>${inside}</${name}>`;
}

export function group(opacity: number, inside: string, transform = ''): string {
  if (opacity <= 0.003) return '';
  return `<g opacity="${Math.round(opacity * 100) / 100}"${transform && ` transform="${transform}"`}>${inside}</g>`;
}

export const move = (x: number, y: number) => `translate(${round(x)} ${round(y)})`;

export function words(
  x: number,
  y: number,
  text: string,
  options: { size?: number; fill?: string; weight?: number; anchor?: string } = {},
): string {
  return tag(
    'text',
    {
      x,
      y,
      'font-size': options.size ?? 36,
      'font-weight': options.weight ?? 400,
      fill: options.fill ?? colour.ink,
      'text-anchor': options.anchor ?? 'middle',
    },
    text,
  );
}

export const dot = (x: number, y: number, r: number, fill: string) =>
  tag('circle', { cx: x, cy: y, r, fill });

export const box = (x: number, y: number, w: number, h: number, more: Attributes = {}) =>
  tag('rect', { x, y, width: Math.max(0, w), height: Math.max(0, h), ...more });

/** An arrow whose shaft is `thickness` wide. */
export function arrow(
  from: readonly [number, number],
  to: readonly [number, number],
  fill: string,
  thickness = 6,
): string {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length < 1) return '';
  const half = thickness / 2;
  const head = Math.min(thickness * 2.4, length);
  const d = `M0 ${-half}H${length - head}V${-thickness * 1.3}L${length} 0L${length - head} ${thickness * 1.3}V${half}H0Z`;
  const angle = (Math.atan2(dy, dx) * 180) / Math.PI;
  return tag('path', { d, fill, transform: `${move(from[0], from[1])} rotate(${round(angle)})` });
}

interface Field {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Particles that fly straight and bounce off the walls of `field`: a closed form of `t`. */
export function gas(
  field: Field,
  t: number,
  options: { count: number; r: number; fill: string; speed?: number; salt?: number },
): string {
  const { count, r, fill, speed = 46, salt = 1 } = options;
  const bounce = (way: number, span: number) => {
    const turn = fraction(way / (2 * span)) * 2;
    return span * (turn < 1 ? turn : 2 - turn);
  };
  let drawn = '';
  for (let index = 0; index < count; index += 1) {
    const angle = chance(index, salt) * 2 * Math.PI;
    const pace = speed * (0.6 + 0.8 * chance(index, salt + 1));
    const x = bounce(
      chance(index, salt + 2) * 2 * field.width + Math.cos(angle) * pace * t,
      field.width - 2 * r,
    );
    const y = bounce(
      chance(index, salt + 3) * 2 * field.height + Math.sin(angle) * pace * t,
      Math.max(1, field.height - 2 * r),
    );
    drawn += dot(field.x + r + x, field.y + r + y, r, fill);
  }
  return drawn;
}

/**
 * A red blood cell seen from above. `size` 1 is its ordinary radius `r`; `wrinkle` and `burst` go
 * from 0 to 1.
 */
export function redCell(
  x: number,
  y: number,
  r: number,
  shape: { size?: number; wrinkle?: number; burst?: number; turn?: number } = {},
): string {
  const { size = 1, wrinkle = 0, burst = 0, turn = 0 } = shape;
  const radius = r * size;
  const points = 72;
  let d = '';
  for (let index = 0; index <= points; index += 1) {
    const angle = (index / points) * 2 * Math.PI;
    const wave = 1 + wrinkle * 0.13 * Math.cos(angle * 9 + turn);
    d += `${index === 0 ? 'M' : 'L'}${round(x + radius * wave * Math.cos(angle))} ${round(y + radius * wave * Math.sin(angle))}`;
  }
  const whole =
    tag('path', { d: `${d}Z`, fill: colour.bloodTint, stroke: colour.blood, 'stroke-width': 4 }) +
    tag('circle', {
      cx: x,
      cy: y,
      r: radius * (0.48 - 0.3 * clamp(size - 1) * 2),
      fill: colour.blood,
      opacity: 0.35 * clamp(1.6 - size),
    });
  if (burst <= 0) return whole;
  let pieces = '';
  for (let index = 0; index < 9; index += 1) {
    const angle = (index / 9) * 2 * Math.PI + turn;
    const away = r * (1.1 + burst * 0.35);
    const px = x + away * Math.cos(angle);
    const py = y + away * Math.sin(angle) * 0.95 + 16 * burst;
    pieces += tag('path', {
      d: `M${round(-radius * 0.26)} 6Q0 -12 ${round(radius * 0.26)} 6`,
      fill: 'none',
      stroke: colour.blood,
      'stroke-width': 5,
      'stroke-linecap': 'round',
      transform: `${move(px, py)} rotate(${round((angle * 180) / Math.PI + 90 + burst * 50)})`,
    });
  }
  return group(clamp(1 - burst * 4), whole) + group(mix(1, 0.55, burst), pieces);
}
