import { clamp, colour, ease, group, mix, type Scene, tag, words } from '../picture.ts';
import { GLASS, glass } from './glass.ts';

const LEFTS = [140, 500, 860] as const;
const TOP = 150;

/** The puzzle: the same cell in three glasses bursts, shrinks or stays. */
export const glasses: Scene = ({ t, step, since }) => {
  const swell = step(1, 0.3, 2.6);
  const burst = ease((since(1) - 3) / 1.1);
  const shrink = step(2, 0.3, 2.4);
  const salt = step(4, 1.2, 1.2);
  const cells = [
    { size: mix(1, 1.55, swell), burst, turn: t * 0.2 },
    { size: mix(1, 0.66, shrink), wrinkle: shrink, turn: t * 0.2 },
    { size: 1 + 0.012 * Math.sin(t * 2), turn: t * 0.2 },
  ];
  const amounts = [0, 42, 16];
  let drawn = '';
  for (const [index, x] of LEFTS.entries()) {
    const fall = clamp((t - 0.2 - index * 0.55) / 0.9);
    const middle = x + GLASS.width / 2;
    const landed = ease((t - 1 - index * 0.55) / 0.7);
    const talked = step(index + 1, -0.2, 0.5) * (1 - step(Math.min(index + 2, 4), -0.2, 0.5));
    drawn += group(
      talked * 0.9,
      tag('rect', {
        x: x - 26,
        y: TOP - 66,
        width: GLASS.width + 52,
        height: GLASS.height + 92,
        rx: 28,
        fill: colour.accentTint,
      }),
    );
    drawn += words(middle, TOP - 16, String(index + 1), {
      size: 40,
      weight: 600,
      fill: colour.soft,
    });
    drawn += glass(x, TOP, t, {
      salt: amounts[index] ?? 0,
      saltSeen: salt,
      cellSeen: landed,
      cell: cells[index] ?? {},
    });
    if (fall < 1) {
      const y = mix(40, TOP + 90, fall ** 2);
      drawn += tag('path', {
        d: `M${middle} ${y - 26}C${middle + 24} ${y + 4} ${middle + 18} ${y + 22} ${middle} ${y + 22}S${middle - 24} ${y + 4} ${middle} ${y - 26}Z`,
        fill: colour.blood,
      });
    }
  }
  const labels = ['They burst', 'They shrink', 'They stay'];
  for (const [index, label] of labels.entries()) {
    const seen = step(index + 1, index === 0 ? 3 : 1.4, 0.6) * (1 - step(5, -0.3, 0.5));
    drawn += group(
      seen,
      words((LEFTS[index] ?? 0) + GLASS.width / 2, 566, label, { size: 38, weight: 600 }),
    );
  }
  drawn += group(
    step(5, 0, 0.7),
    words(640, 572, 'What does the salt outside do to the cell?', {
      size: 44,
      weight: 700,
      fill: colour.accent,
    }),
  );
  return drawn;
};
