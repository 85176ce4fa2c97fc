import type { Sentence } from './document-view.ts';

/**
 * What one sentence says about one name.
 *
 * - `definition`: `X is a …`, `X refers to …`; the phrase can stand for X.
 * - `naming`: `the process by which … is called X`; the phrase can stand for X.
 * - `gloss`: `X: …` or `X – …` in a list of terms.
 * - `apposition`: `X, the … that …, does …`.
 * - `aside`: `…, the X, which is a …`, `X (the …)`, `a … called X that …`, in a sentence about something else.
 * - `role`: `X stores …`; the phrase is a predicate with its verb.
 */
export type FactKind = 'definition' | 'naming' | 'gloss' | 'apposition' | 'aside' | 'role';

export type Fact = {
  kind: FactKind;
  sentence: Sentence;
  /** The name as it stands, without determiner. */
  name: string;
  /** Lemma of the name's head noun. */
  head: string;
  /** Article before the name, as in the source: `a`, `an`, `the` or empty. */
  article: string;
  aliases: string[];
  plural: boolean;
  proper: boolean;
  /** Where the name stands in `sentence.plain`. */
  nameStart: number;
  nameEnd: number;
  /** Without closing stop. For `role` it begins with the verb. */
  phrase: string;
  /** Head noun of the phrase (`organelle` in `an organelle that …`); empty where unknown. */
  genus: string;
  /** 0-1: how surely this defines the name, before anything is known of the document. */
  strength: number;
};
