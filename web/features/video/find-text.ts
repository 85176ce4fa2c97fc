/** Where `words` stand in a text, whatever their case and accents: [start, end) in UTF-16 units. */
export function findText(text: string, words: string): { start: number; end: number }[] {
  const fold = (one: string) => one.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  // Folded letter by letter, so that a place in the folded text is one in the text.
  const letters = [...text];
  const folded = letters.map(fold);
  const wanted = fold(words);
  if (wanted === '') return [];
  const haystack = folded.join('');
  const starts: number[] = [];
  let unit = 0;
  const unitAt: number[] = [];
  for (const [index, letter] of letters.entries()) {
    for (let n = 0; n < (folded[index]?.length ?? 0); n += 1) unitAt.push(unit);
    unit += letter.length;
  }
  unitAt.push(unit);
  for (
    let at = haystack.indexOf(wanted);
    at >= 0;
    at = haystack.indexOf(wanted, at + wanted.length)
  )
    starts.push(at);
  return starts.map((at) => ({
    start: unitAt[at] ?? 0,
    end: unitAt[at + wanted.length] ?? text.length,
  }));
}
