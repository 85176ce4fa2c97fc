/** Numbers and words that number a heading: `1.2.3`, `Chapter 4:`, `Part II.`, `Anhang B`. */
const NUMBERING =
  /^(?:(?:chapter|part|section|unit|lesson|module|appendix|kapitel|teil|abschnitt|lektion|anhang|chapitre|partie|section|annexe|cap[ií]tulo|parte|secci[oó]n|ap[eé]ndice|الفصل|الباب|الجزء)\s+(?:[ivxlc]+|[a-h]|\d+(?:\.\d+)*|[\u0660-\u0669]+|(?:twenty|thirty)?(?:one|two|three|four|five|six|seven|eight|nine)|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty)\b\s*[.:)–—-]*\s*|§+\s*\d+(?:\.\d+)*\s*|(?:\d+\.)+\d*\s*[:)–—-]*\s+|\d+\s*[.:)–—-]\s*|\d{1,2}\s+(?=\p{L})|[A-H](?:\.\d+)+\.?\s+|[A-H]\.\s+(?=\p{Lu}\p{L}{2}))/iu;

const CAPTION =
  /^(?:figure|fig\.|table|listing|example|equation|box|plate|abbildung|abb\.|tabelle|beispiel|figura|tabla|tableau|الشكل|الجدول)\s*(?:\d+|[A-Z](?=[.\-–]?\d))(?:[.\-–]?\d+)*(?!\p{L})/iu;

/** Titles that say nothing without the title above them. */
const GENERIC =
  /^(?:an?\s+|the\s+)?(?:introduction|introducing|overview|summary|conclusions?|background|basics|exercises?|examples?|discussion|notes?|remarks?|details?|general|miscellaneous|motivation|objectives|concepts?|putting it all together|getting started|further reading|see also|references|description|options|usage|other|einleitung|einführung|überblick|übersicht|zusammenfassung|grundlagen|übungen?|aufgaben|beispiele?|fazit|vue d.ensemble|aperçu|résumé|exercices?|exemples?|introducción|resumen|conclusión(?:es)?|ejercicios|ejemplos|مقدمة|خلاصة|ملخص|تمارين|أمثلة)$/iu;

export const isCaption = (heading: string): boolean => CAPTION.test(heading.trim());
export const isGeneric = (title: string): boolean => GENERIC.test(title.trim());

/** Whether a heading calls itself a chapter, so that what holds it is a part. */
export const isChapter = (heading: string): boolean =>
  /^(?:chapter|kapitel|chapitre|cap[ií]tulo|unit|lektion|الفصل)\s+\S/iu.test(heading.trim());

/** The first number of a heading's numbering (`22.13 …` → `22`); null where it has none. */
export function leadingNumber(heading: string): string | null {
  return /^(\d{1,3})(?:\.\d+)+\.?\s/.exec(heading.trim())?.[1] ?? null;
}

const FILE_ENDING = /(?<=[^\s./]{2})\.(?:pdf|docx?|pptx?|epub|md|txt|html?|vtt|srt)$/i;

const LONGEST = 110;

/** How a text writes a word inside its sentences; null where it does not use it. */
export type CaseModel = (word: string) => string | null;

/**
 * Learns from running text which words are names: those that inside sentences stand more often
 * with a capital than without. Headings are of no use for that, so only words after a lower-case
 * word or a comma are counted.
 */
export function caseModelOf(texts: Iterable<string>): CaseModel {
  const counts = new Map<string, Map<string, number>>();
  for (const text of texts) {
    for (const match of text.matchAll(/(?<=\p{Ll}{2},?\s)[\p{L}][\p{L}\p{N}’'/-]*/gu)) {
      const lower = match[0].toLowerCase();
      const forms = counts.get(lower) ?? new Map<string, number>();
      forms.set(match[0], (forms.get(match[0]) ?? 0) + 1);
      counts.set(lower, forms);
    }
  }
  return (word) => {
    const forms = counts.get(word.toLowerCase());
    if (!forms) return null;
    return [...forms].reduce((best, form) => (form[1] > best[1] ? form : best))[0];
  };
}

/** A first word that is code, as `cbind()` or `debian/rules`, keeps its case. */
const capitalize = (text: string) =>
  /^[“„«"'(]?\p{Ll}\p{L}*(?:['’,:;-]|\s|$)/u.test(text)
    ? text.replace(/\p{Ll}/u, (letter) => letter.toUpperCase())
    : text;

const isShouted = (title: string) =>
  !/\p{Ll}/u.test(title) &&
  (title.match(/\p{Lu}/gu)?.length ?? 0) >= 5 &&
  /\s|\p{Lu}{7}/u.test(title);

/**
 * A title in the case of a sentence without the capital at its start. A word that the text never
 * uses stays as it is, and in capitals it becomes small: a name that no sentence mentions is rare.
 */
export function inSentenceCase(title: string, caseOf: CaseModel): string {
  const shouted = isShouted(title);
  return title.replace(/\p{L}[\p{L}\p{N}’'/-]*/gu, (word) => {
    return caseOf(word) ?? (shouted ? word.toLowerCase() : word);
  });
}

/**
 * A heading as a title: without its number, leader dots, page number and shouting; null where
 * nothing is left to read.
 */
export function cleanTitle(heading: string, caseOf: CaseModel): string | null {
  let title = heading.normalize('NFC').replace(/\s+/g, ' ').trim();
  title = title.replace(/\s*(?:\.\s?){3,}\s*\d*$/, '').replace(FILE_ENDING, '');
  for (let before = ''; before !== title; ) {
    before = title;
    title = title.replace(NUMBERING, '').trim();
  }
  title = title
    .replace(/^[\s•·–—*#>-]+/u, '')
    .replace(/[\s.:;,–—-]+$/u, '')
    .trim();
  if (isShouted(title)) title = capitalize(inSentenceCase(title, caseOf));
  if (!/\p{L}{2}|\p{L}\p{N}|[\p{Lo}]/u.test(title)) return null;
  title = capitalize(title);
  if (title.length <= LONGEST) return title;
  const cut = title.slice(0, LONGEST).replace(/\s+\S*$/, '');
  return `${cut.replace(/[\s,;:–—-]+$/u, '')}…`;
}
