/** A passage under the short name by which a model cites it. */
export type LabelledPassage = { label: string; heading: string; text: string };

/** Source text that is ready to stand in a prompt: prompts take nothing else of a source. */
export type FencedSource = { fence: string; body: string };

/**
 * Controls, direction overrides and signs that nobody sees: a reader of the source cannot know
 * that they are there, so they have nothing to tell a model either. Joiners stay; words need them.
 */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Text of people or of the web, without what only a machine would read. */
export const plainText = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(UNSEEN, '').toWellFormed();

/**
 * Puts texts between marks that hold a random word which none of them contains, so that no text
 * can end its own fence. Everything that comes from outside belongs inside, headings too.
 *
 * @param randomWord gives another word each time; 128 bits of chance or more.
 */
export function fencePassages(
  passages: readonly LabelledPassage[],
  randomWord: () => string,
): FencedSource {
  const plain = passages.map(({ label, heading, text }) => ({
    label,
    heading: plainText(heading).replace(/\s+/g, ' ').trim(),
    text: plainText(text),
  }));
  let fence = randomWord();
  while (plain.some(({ heading, text }) => `${heading}\n${text}`.includes(fence)))
    fence = randomWord();
  const body = plain
    .map(({ label, heading, text }) =>
      [
        `<<<${fence} BEGIN ${label}>>>`,
        ...(heading === '' ? [] : [`[heading] ${heading}`]),
        text,
        `<<<${fence} END ${label}>>>`,
      ].join('\n'),
    )
    .join('\n');
  return { fence, body };
}
