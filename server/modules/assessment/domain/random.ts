/** A source of numbers in [0, 1) that gives the same sequence for the same seed. */
export type Random = () => number;

/**
 * sfc32 of Chris Doty-Humphrey's PractRand (public domain): 128 bits of state, passes its and
 * TestU01's batteries, and its shortest cycle is far longer than any paper.
 *
 * @param seed 32 hexadecimal digits; other text is refused.
 */
export function seededRandom(seed: string): Random {
  if (!/^[0-9a-f]{32}$/.test(seed)) throw new TypeError('A seed is 32 hexadecimal digits.');
  const word = (at: number) => Number.parseInt(seed.slice(at * 8, at * 8 + 8), 16) | 0;
  let [a, b, c, counter] = [word(0), word(1), word(2), word(3)];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  // The first numbers of similar seeds are alike until the state has been mixed.
  for (let round = 0; round < 15; round += 1) next();
  return next;
}

/** A copy in another order, each as likely as any other (Fisher & Yates, as Durstenfeld does it). */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
}
