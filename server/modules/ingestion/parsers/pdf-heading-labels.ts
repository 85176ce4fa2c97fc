import type { Line } from './pdf-lines.ts';
import type { PageLines } from './pdf-running-heads.ts';

/** "Chapter 3" on a line of its own, above the chapter's title. */
const NUMBER_WORD =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twenty|thirty)[- ]?(?:one|two|three|four|five|six|seven|eight|nine)?';
export const LABEL = new RegExp(
  `^(?:chapter|part|appendix|section|kapitel|teil|anhang|chapitre|partie|annexe|cap[ií]tulo|parte|capitolo)(?:\\s+(?:\\d+|[IVXLC]+|[A-Z]|${NUMBER_WORD}))?[.:]?$`,
  'iu',
);
const LABEL_NUMBER = new RegExp(`^(?:\\d{1,2}|[IVXLC]+|[A-Z]|${NUMBER_WORD})[.:]?$`, 'iu');

export const isNumber = (text: string) =>
  /^(?:\d+(?:\.\d+)*|[A-Z](?:\.\d+)+|[A-Z]|[IVX]+)[.):]?$/u.test(text);

/** "Chapter 3" and the title below it are one heading. */
export function takeLabels(
  pages: readonly PageLines[],
  headings: Map<Line, { level: number; lines: Line[]; text: string }>,
): void {
  for (const { lines } of pages) {
    for (const [index, line] of lines.entries()) {
      const heading = headings.get(line);
      if (heading?.lines[0] !== line) continue;
      const label: Line[] = [];
      for (const above of [lines[index - 1], lines[index - 2]]) {
        if (above === undefined || above.page !== line.page) break;
        if (line.y - above.y > line.size * 9 || headings.get(above) === heading) break;
        const number =
          label.length === 0 && LABEL_NUMBER.test(above.text) && above.size >= line.size * 0.4;
        if (!LABEL.test(above.text) && !number) break;
        label.unshift(above);
      }
      if (
        label.length === 0 ||
        (label.length === 1 &&
          LABEL_NUMBER.test(label[0]?.text ?? '') &&
          !isNumber(label[0]?.text ?? ''))
      )
        continue;
      const level = heading.level;
      const whole = {
        level,
        lines: [...label, ...heading.lines],
        text: `${label.map(({ text }) => text).join(' ')}: ${heading.text}`,
      };
      for (const member of whole.lines) headings.set(member, whole);
    }
  }
}
