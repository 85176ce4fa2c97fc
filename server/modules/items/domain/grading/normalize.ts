import { canonicalNumbers } from './number-format.ts';

const ARTICLES = new Set(
  'a an the le la les un une der die das ein eine el los las una il lo gli uno'.split(' '),
);

/** Letters that Unicode does not take apart into a base and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * An answer as its words, so that two ways of writing one answer compare equal. It drops case,
 * accents, typographic variants, surrounding punctuation, a leading article and number formats;
 * it keeps what makes an answer a different one: `C` and `C++`, `-5` and `5`, `10²` and `102`.
 */
export function answerWords(text: string): string[] {
  const words = plainText(canonicalNumbers(foldForms(text)))
    .split(' ')
    .filter((word, _, all) => word !== '' && (word !== '-' || all.length === 1));
  const [first] = words;
  return words.length > 1 && first !== undefined && ARTICLES.has(first) ? words.slice(1) : words;
}

/** The text without anything that two people could write differently by habit, as one string. */
export function normalizeAnswer(text: string): string {
  return answerWords(text).join(' ');
}

/** Case, accents and compatibility forms (full width, ligatures, subscripts). */
export function foldForms(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(
        /[⁰¹²³⁴-⁹]+/gu,
        (digits) => `^${[...digits].map((d) => SUPERSCRIPTS.indexOf(d)).join('')}`,
      )
      .replace(/(\p{L})\^(?=\d)/gu, '$1')
      .normalize('NFKD')
      // Accents of European scripts and Arabic vowel signs; marks of other scripts are letters.
      .replace(/[\u0300-\u036f\u064b-\u0652]/g, '')
      .normalize('NFC')
      .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter)
  );
}

function plainText(text: string): string {
  const plain = text
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/%/g, ' percent ')
    .replace(/["'`´‘’‚‛“”„«»‹›]/g, '')
    // A point or comma between digits belongs to the number, one before a letter to a name (.net).
    .replace(/(?<!\d)[.,](?!\p{N})|[.,](?![\p{L}\p{N}])/gu, ' ')
    .replace(/[;:!?¿¡…()[\]{}]/g, ' ')
    .replace(/_|\/|(?<=[\p{L}\p{N}])-(?=[\p{L}\p{N}])/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  // An answer of nothing but punctuation (an operator, a mark) is itself.
  return plain === '' ? text.replace(/\s+/g, ' ').trim() : plain;
}
