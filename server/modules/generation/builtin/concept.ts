import type { Fact } from './facts.ts';

/** A named idea of the document, with all that its sentences say about it. */
export type Concept = {
  id: number;
  key: string;
  name: string;
  aliases: string[];
  /** The fact that defines it. */
  defining: Fact;
  /** All facts about it whose sentences stand alone, the defining one first. */
  facts: Fact[];
  kinds: string[];
  genus: string;
  proper: boolean;
  singularForm: string;
  pluralForm: string;
  /** Seen with `a`, or in the plural: only such names may be options of a plural question. */
  countable: boolean;
  frequency: number;
  byChunk: Map<number, number>;
  inHeading: boolean;
  score: number;
};

export type ConceptMention = { concept: Concept; start: number; end: number };

export type ConceptMap = {
  concepts: Concept[];
  /** Mentions per sentence index. */
  mentions: ConceptMention[][];
};
