import type { AnswerKey, ItemContent } from '../../../../contracts/items.ts';

/** Offsets (UTF-16 code units, end exclusive) into the text of a chunk; `quote` is that slice. */
export type DraftCitation = { chunkId: string; start: number; end: number; quote: string };

type Of<T extends ItemContent['type']> = Extract<ItemContent, { type: T }>;

/** What an engine or a person wrote, without what the platform adds. */
export type DraftContent =
  | Of<'nugget'>
  | Of<'summary'>
  | Of<'flashcard'>
  | {
      type: 'question';
      stem: string;
      explanation: string;
      hints: string[];
      points: number;
      answerKey: AnswerKey;
    };

/** A draft that passed the gate of generation and is ready to be kept. */
export type StoredDraft = {
  content: DraftContent;
  /** At least one; the first is where the item belongs in its source. */
  citations: readonly DraftCitation[];
  conceptIds: readonly string[];
  /** 1 to 10. */
  difficulty: number;
  /** 0 to 1. */
  quality: number;
  /** Codes of the lints that it fails. */
  lints: readonly string[];
  /** Position of its passage in the material. */
  position: number;
  /** Unit vector of `embeddingTextOf(content)`; null where it is made later. */
  embedding: Float32Array | null;
  /** What made the vector, and in which of the two sets it stands. */
  embedder: { name: string; slot: 'a' | 'b' };
};
