import type { ItemStatus, QuestionType } from '../../../../contracts/items.ts';

/** What a course is made from: materials as passages and the items that were made of them. */

/** A passage of a material, in the order of its source. */
export type Passage = {
  id: string;
  /** Titles of the enclosing headings as the source writes them, outermost first. */
  path: readonly string[];
  /** Headings that stand inside the passage, in order; level 1 is the highest. */
  headings: readonly { title: string; level: number }[];
  text: string;
  words: number;
  /** First and last page; null where the source has none. */
  pages: { from: number; to: number } | null;
};

export type ItemFact = {
  id: string;
  type: 'nugget' | 'flashcard' | 'question';
  questionType: QuestionType | null;
  title: string;
  /** What it takes a learner, in minutes. */
  minutes: number;
  /** 1 to 10. */
  difficulty: number;
  /** 0 to 1: how sure the engine was. */
  quality: number;
  status: Extract<ItemStatus, 'approved' | 'in_review'>;
  /** Number of lints that it fails. */
  lints: number;
  /** The passage in which its first span stands. */
  passageId: string;
  conceptIds: readonly string[];
};

export type ConceptFact = { id: string; name: string; definedIn: string | null };

/** `to` builds on `from`; the weight says how strongly, 0 to 1. */
export type Need = { from: string; to: string; weight: number };

/** A sentence or two on some passages. */
export type SummaryFact = {
  scope: 'chunk' | 'chapter' | 'material';
  text: string;
  passageIds: readonly string[];
};

export type SourceMaterial = {
  id: string;
  title: string;
  language: string;
  passages: readonly Passage[];
  items: readonly ItemFact[];
  summaries: readonly SummaryFact[];
};

export type Sources = {
  materials: readonly SourceMaterial[];
  concepts: readonly ConceptFact[];
  needs: readonly Need[];
};

/** What the author asks for. */
export type Wish = {
  lessonMinutes: number;
  /** Titles of headings that the author does without. */
  leaveOut: readonly string[];
};
