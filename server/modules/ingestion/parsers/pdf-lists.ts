// Private use code points are what Symbol and Wingdings leave of their bullets.
const SURE = /^[•▪◦‣∙●○■□◆◇▸►➢➤✓✔❖⁃\uf0b7\uf0a7\uf0d8\uf076\uf0fc]\s*/u;
const DASH = /^[-–—*·]\s+(?=\S)/u;
const NUMBER = /^(?:\(?\d{1,3}[.)]|\(?[a-zA-Z]\)|[a-z]\.|\(?[ivx]{1,5}[.)])\s+(?=\S)/u;
const REFERENCE = /^\[[\p{L}\d+]{1,24}\]\s+(?=\S)/u;

/** Marks that begin an item wherever they stand; dashes and numbers may be ordinary text. */
export const hasSureBullet = (text: string) => SURE.test(text);

export const isListStart = (text: string) =>
  SURE.test(text) || DASH.test(text) || NUMBER.test(text) || REFERENCE.test(text);

/** Bullets and numbers are form and go; the number of a reference stays, as the text cites it. */
export const withoutMark = (text: string) =>
  text.replace(SURE.test(text) ? SURE : DASH.test(text) ? DASH : NUMBER, '');
