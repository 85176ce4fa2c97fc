import { AnswerKey } from '../../../contracts/items.ts';
import {
  type DraftContent,
  embeddingTextOf,
  lintContent,
  pointsOf,
  type StoredDraft,
} from '../items/index.ts';
import type { Embedder, EmbedderRef } from '../library/index.ts';
import type { FlashcardDraft, NuggetDraft, QuestionDraft, SummaryDraft } from './engine.ts';

/** A draft of any kind, with what an item consists of. */
export type AnyDraft =
  | { type: 'nugget'; draft: NuggetDraft }
  | { type: 'summary'; draft: SummaryDraft }
  | { type: 'flashcard'; draft: FlashcardDraft }
  | { type: 'question'; draft: QuestionDraft };

export function contentOf(any: AnyDraft): DraftContent {
  switch (any.type) {
    case 'nugget': {
      const { title, text, topics, estimatedMinutes, prerequisites, relatedConcepts } = any.draft;
      return {
        type: 'nugget',
        title,
        text,
        topics,
        estimatedMinutes,
        prerequisites,
        relatedConcepts,
      };
    }
    case 'summary': {
      const { scope, title, text, brief, detailed } = any.draft;
      return { type: 'summary', scope, title, text, brief, detailed };
    }
    case 'flashcard': {
      const { style, front, back } = any.draft;
      return { type: 'flashcard', style, front, back };
    }
    case 'question': {
      const { stem, explanation, hints } = any.draft;
      const answerKey = AnswerKey.parse(any.draft);
      return { type: 'question', stem, explanation, hints, points: pointsOf(answerKey), answerKey };
    }
  }
}

/** A draft with its vector, ready for the lints. */
export type Prepared = { any: AnyDraft; content: DraftContent; vector: Float32Array | null };

/** Drafts with their vectors; without, where they cannot be made now. */
export async function prepareAll(
  drafts: readonly AnyDraft[],
  embedder: Embedder,
  signal: AbortSignal,
): Promise<Prepared[]> {
  const contents = drafts.map((any) => ({ any, content: contentOf(any) }));
  const vectors = await embedder.embed(
    contents.map(({ content }) => embeddingTextOf(content)),
    signal,
  );
  return contents.map((one, index) => ({ ...one, vector: vectors[index] ?? null }));
}

/** Cosine distance under which two items of a kind ask or say the same. */
const SAME_DISTANCE = 0.04;

/**
 * The gate: what fails a lint is dropped and counted, the rest is ready to be kept.
 *
 * @param nearest for each draft the nearest item of other materials, or null.
 */
export function passLints(
  prepared: readonly Prepared[],
  nearest: readonly ({ title: string; body: string; distance: number } | null)[],
  context: {
    language: string;
    embedder: EmbedderRef;
    positionOf: (chunkId: string) => number;
    conceptIdsOf: (names: readonly string[]) => string[];
  },
): { kept: StoredDraft[]; dropped: number; droppedByLint: Record<string, number> } {
  const droppedByLint: Record<string, number> = {};
  const kept: StoredDraft[] = [];
  let dropped = 0;
  prepared.forEach(({ any, content, vector }, index) => {
    const near = nearest[index];
    const lints = lintContent(content.type === 'question' ? { ...content, version: 1 } : content, {
      language: context.language,
      quotes: any.draft.citations.map(({ quote }) => quote),
      existing: near
        ? [{ text: content.type === 'question' ? near.title : `${near.title} ${near.body}` }]
        : [],
    });
    const failed: string[] = [...lints];
    if (near && near.distance <= SAME_DISTANCE && !failed.includes('near_duplicate'))
      failed.push('near_duplicate');
    if (failed.length > 0) {
      dropped += 1;
      for (const code of failed) droppedByLint[code] = (droppedByLint[code] ?? 0) + 1;
      return;
    }
    kept.push({
      content,
      citations: any.draft.citations,
      conceptIds: context.conceptIdsOf(any.draft.concepts),
      difficulty: any.draft.difficulty,
      quality: any.draft.quality,
      lints: [],
      position: context.positionOf(any.draft.citations[0]?.chunkId ?? ''),
      embedding: vector,
      embedder: { name: context.embedder.name, slot: context.embedder.slot },
    });
  });
  return { kept, dropped, droppedByLint };
}
