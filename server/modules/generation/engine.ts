import type { AnswerKey } from '../../../contracts/items.ts';
import type { Chunk } from '../library/index.ts';

/**
 * The port by which items are made from a source. An engine is opened on a whole document, so
 * that it can rank terms and find distractors across it, and then asked task by task. Every draft
 * cites the span it comes from; the caller runs the lints and drops what fails.
 */

/** A chunk as an engine sees it: with the id under which drafts cite it. */
export type SourceChunk = Pick<
  Chunk,
  'position' | 'kind' | 'headingPath' | 'text' | 'blocks' | 'language' | 'contentHash'
> & { id: string };

export type SourceDocument = {
  title: string;
  language: string;
  chunks: SourceChunk[];
};

/** Offsets into the text of one chunk; `quote` is exactly `text.slice(start, end)`. */
export type Citation = { chunkId: string; start: number; end: number; quote: string };

export type ConceptDraft = {
  /** As a reader would write it: `photosynthesis`, `Kepler's third law`. */
  name: string;
  /** Other spellings found in the text (acronym, plural, hyphenation). */
  aliases: string[];
  definition: string;
  /** The sentence(s) in which the definition stands. */
  citation: Citation;
  /** Chunks that mention the concept, most telling first. */
  mentions: { chunkId: string; occurrences: number }[];
  /** Names of concepts of this document that are used to define or explain this one. */
  prerequisites: { name: string; weight: number }[];
  related: { name: string; weight: number }[];
};

/** Fields that every draft has. `concepts` are names of concepts of this document. */
type DraftBase = {
  citations: Citation[];
  concepts: string[];
  /** 1 (recall of a plain fact) to 10. */
  difficulty: number;
  /** 0-1: how sure the engine is that a teacher would keep it. */
  quality: number;
};

export type NuggetDraft = DraftBase & {
  title: string;
  text: string;
  topics: string[];
  estimatedMinutes: number;
  prerequisites: string[];
  relatedConcepts: string[];
};

export type SummaryDraft = DraftBase & {
  scope: 'chunk' | 'chapter' | 'material';
  title: string;
  text: string;
  brief: string | null;
  detailed: string | null;
};

export type FlashcardDraft = DraftBase & {
  style: 'term_to_definition' | 'definition_to_term' | 'cloze' | 'question_answer';
  front: string;
  back: string;
};

export type QuestionOption = { text: string; correct: boolean; feedback: string };

/** The stem of a `fill_blank` holds `____` once for each gap, in order. */
export type QuestionDraft = DraftBase & {
  stem: string;
  explanation: string;
  hints: string[];
} & AnswerKey;

export type EngineIdentity = {
  engine: 'builtin';
  model: string;
  promptVersion: string;
};

export interface EngineRun {
  /** Concepts of the whole document with acyclic prerequisites. */
  concepts(): Promise<ConceptDraft[]>;
  /** Items whose citations lie in the given chunks. Calling it twice gives the same drafts. */
  nuggets(chunkIds: readonly string[]): Promise<NuggetDraft[]>;
  flashcards(chunkIds: readonly string[]): Promise<FlashcardDraft[]>;
  questions(chunkIds: readonly string[]): Promise<QuestionDraft[]>;
  chunkSummaries(chunkIds: readonly string[]): Promise<SummaryDraft[]>;
  /** Of the passages of one chapter, in order; null where they say too little. */
  chapterSummary(title: string, chunkIds: readonly string[]): Promise<SummaryDraft | null>;
  materialSummary(): Promise<SummaryDraft | null>;
}

export interface GenerationEngine {
  readonly identity: EngineIdentity;
  open(document: SourceDocument): Promise<EngineRun>;
}
