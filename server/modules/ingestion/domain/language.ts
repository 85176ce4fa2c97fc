import { detectAll, supportedLanguages, toISO2 } from 'tinyld';

/** Detection costs grow with the text; three slices of it say as much as the whole. */
const SLICE = 2000;
/** Below this many letters a guess is mostly luck. */
const MIN_LETTERS = 60;
const MIN_ACCURACY = 0.15;
/** Planned languages are guessed from scraps of others more often than they are met. */
const UNLIKELY = new Set(['eo', 'vo', 'tlh']);
/** Languages that are not written in Latin letters. */
const OTHER_SCRIPTS = new Set(
  'am ar be bg bn el fa gu he hi hy ja ka kk km kn ko ky lo mk ml mn mr my ne or pa ps ru sa si sr ta te tg th uk ur yi zh'.split(
    ' ',
  ),
);
/** The best guess must beat the second by this factor. */
const LEAD = 1.15;

/**
 * The language of a text as a BCP 47 primary tag, or `und`. `stated` is what the source says of
 * itself (`en-GB`): it decides where the text is too short or the guess too close.
 */
export function recognizeLanguage(text: string, stated = ''): string {
  const own = primaryTag(stated);
  const sample = slices(text);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  // Scripts without spaces say more with fewer letters.
  const dense = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u.test(sample);
  if (letters < (dense ? MIN_LETTERS / 4 : MIN_LETTERS)) return own;
  const latin = (sample.match(/\p{sc=Latin}/gu)?.length ?? 0) * 2 > letters;
  const [first, second] = detectAll(sample).filter(
    ({ lang }) => !UNLIKELY.has(lang) && !(latin && OTHER_SCRIPTS.has(lang)),
  );
  if (first === undefined || first.accuracy < MIN_ACCURACY) return own;
  if (second !== undefined && first.accuracy < second.accuracy * LEAD) return own;
  return first.lang === '' ? own : first.lang;
}

function slices(text: string): string {
  if (text.length <= SLICE * 3) return text;
  const middle = Math.floor((text.length - SLICE) / 2);
  return [
    text.slice(0, SLICE),
    text.slice(middle, middle + SLICE),
    text.slice(text.length - SLICE),
  ].join(' ');
}

function primaryTag(stated: string): string {
  const tag = stated.trim().toLowerCase().split(/[-_]/u)[0] ?? '';
  if (/^[a-z]{2}$/u.test(tag)) return tag;
  const iso2 = /^[a-z]{3}$/u.test(tag) && supportedLanguages.includes(tag) ? toISO2(tag) : '';
  return iso2 === '' ? 'und' : iso2;
}
