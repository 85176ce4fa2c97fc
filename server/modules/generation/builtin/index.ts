import type { EngineRun, GenerationEngine, QuestionDraft, SourceDocument } from '../engine.ts';
import { type Analysis, analyze } from './analysis.ts';
import { conceptDrafts } from './concept-drafts.ts';
import type { ChunkView } from './document-view.ts';
import { flashcardsOf } from './flashcards.ts';
import { BUILTIN } from './identity.ts';
import { nuggetsOf } from './nuggets.ts';
import { questionsOf } from './questions/index.ts';
import { withoutRepeats } from './repeats.ts';
import { chunkSummary, summarizeChapter, summarizeMaterial } from './summaries.ts';

/**
 * The engine that needs no model: deterministic, offline, extractive. What it makes depends on the
 * document alone, never on how chunks are batched or in which order tasks are asked.
 */
export function createBuiltinEngine(): GenerationEngine {
  return {
    identity: BUILTIN,
    open: async (document) => openDocument(document),
  };
}

/** Runs `make` for each chunk of the document once, when first asked. */
function perChunk<T>(analysis: () => Analysis, make: (analysis: Analysis) => Map<string, T[]>) {
  let made: Map<string, T[]> | null = null;
  return (chunkIds: readonly string[]): T[] => {
    made ??= make(analysis());
    const all = made;
    return [...new Set(chunkIds)].flatMap((id) => all.get(id) ?? []);
  };
}

const forEach =
  <T>(make: (analysis: Analysis, chunk: ChunkView) => T[]) =>
  (analysis: Analysis): Map<string, T[]> =>
    new Map(analysis.view.chunks.map((chunk) => [chunk.source.id, make(analysis, chunk)]));

function openDocument(document: SourceDocument): EngineRun {
  let cached: Analysis | null = null;
  const analysis = (): Analysis => {
    cached ??= analyze(document);
    return cached;
  };
  const nuggets = perChunk(analysis, forEach(nuggetsOf));
  const flashcards = perChunk(analysis, (known) =>
    withoutRepeats(
      forEach(flashcardsOf)(known),
      (card) => `${card.front} ${card.back}`,
      (card) => card.style,
    ),
  );
  const questions = perChunk(analysis, (known) =>
    withoutRepeats(
      known.view.english ? forEach(questionsOf)(known) : new Map<string, QuestionDraft[]>(),
      (draft) => draft.stem,
      () => '',
    ),
  );
  const summaries = perChunk(
    analysis,
    forEach((known, chunk) => [chunkSummary(known, chunk)].filter((draft) => draft !== null)),
  );
  return {
    concepts: async () => conceptDrafts(analysis()),
    nuggets: async (ids) => nuggets(ids),
    flashcards: async (ids) => flashcards(ids),
    questions: async (ids) => questions(ids),
    chunkSummaries: async (ids) => summaries(ids),
    chapterSummary: async (title, ids) => summarizeChapter(analysis(), title, ids),
    materialSummary: async () => summarizeMaterial(analysis()),
  };
}
