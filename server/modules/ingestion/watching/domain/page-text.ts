import type { Block } from '../../../library/index.ts';

/** Longest line, in words, that can be a stamp; a longer one says something. */
const STAMP_WORDS = 14;

/** How lines begin that only say when a page was made or read. */
const LABEL =
  /^[\s([–—-]*(?:(?:this )?page (?:was )?(?:last )?(?:updated|modified|edited|generated|rendered)|(?:last )?(?:updated|modified|edited|reviewed|refreshed|retrieved|generated|accessed|changed)|(?:published|printed) (?:on|at)|current time|stand:|zuletzt (?:geändert|aktualisiert|bearbeitet)|(?:letzte )?aktualisier(?:t|ung)|(?:dernière )?mise à jour|mis à jour|última (?:actualización|modificación)|actualizado|آخر (?:تحديث|تعديل)|تم التحديث)/iu;

/** A date or a time of day; `Updated 3 rules` has none and is text. */
const MOMENT = /\p{Nd}{1,4}[:./-]\p{Nd}{1,2}|\b(?:19|20)\d\d\b|\bago\b|[٠-٩]{4}/u;

const COUNTER = /^(?:page )?(?:views?|visits?|visitors?|hits?)\s*:?\s*[\d.,\s]+$/iu;

function isStamp(text: string): boolean {
  const line = text.trim();
  if (COUNTER.test(line)) return true;
  return line.split(/\s+/u).length <= STAMP_WORDS && LABEL.test(line) && MOMENT.test(line);
}

/**
 * The text of a document by which two readings of it are compared: its main text without the lines
 * that only say when it was made. What a page shows beside its text (menus, advertisements) is
 * gone already.
 */
export function comparableText(blocks: readonly Pick<Block, 'kind' | 'text'>[]): string {
  return blocks
    .filter(({ kind, text }) => kind === 'code' || kind === 'table' || !isStamp(text))
    .map(({ kind, text }) => (kind === 'code' ? text : text.replace(/\s+/gu, ' ').trim()))
    .join('\n\n');
}
