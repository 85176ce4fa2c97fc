import type { AiGateway } from '../ai/index.ts';
import type {
  ConceptDraft,
  FlashcardDraft,
  GenerationEngine,
  NuggetDraft,
  QuestionDraft,
  SourceChunk,
  SourceDocument,
  SummaryDraft,
} from './engine.ts';

/** What a job asks an engine for; each call is one run, with a row in `generations`. */
export const ENGINE_TASKS = [
  'concepts',
  'nuggets',
  'flashcards',
  'questions',
  'summaries',
] as const;
export type EngineTask = (typeof ENGINE_TASKS)[number];

/** Who does a task: kept with every run. */
export type RunIdentity = {
  engine: 'builtin' | 'llm';
  model: string;
  promptVersion: string;
  /** What else decides the result. */
  params: Record<string, string | number>;
};

/** What a request to a model cost; an engine without one has nothing to say. */
export type RunCost = {
  model: string;
  tokensIn: number;
  tokensOut: number;
  costMicrousd: number;
  /** The first answer did not have the form and was asked for again. */
  repaired: boolean;
};

/** The run for which an engine works, and what it tells about it. */
export type RunContext = {
  generationId: string;
  signal: AbortSignal;
  /** Where a request to a model may wait for a day; without it, it is asked at once. */
  batch?: Pick<AiGateway, 'object'>;
  spent(cost: RunCost): void;
  /** A draft that the engine itself threw away, before any lint. */
  dropped(reason: string): void;
};

/** A document that is open in an engine. Items of a call cite the given chunks alone. */
export interface TaskRun {
  concepts(chunkIds: readonly string[], context: RunContext): Promise<ConceptDraft[]>;
  nuggets(chunkIds: readonly string[], context: RunContext): Promise<NuggetDraft[]>;
  flashcards(chunkIds: readonly string[], context: RunContext): Promise<FlashcardDraft[]>;
  questions(chunkIds: readonly string[], context: RunContext): Promise<QuestionDraft[]>;
  chunkSummaries(chunkIds: readonly string[], context: RunContext): Promise<SummaryDraft[]>;
  /** Of the passages of one chapter, in order. */
  chapterSummaries(
    title: string,
    chunkIds: readonly string[],
    context: RunContext,
  ): Promise<SummaryDraft[]>;
  materialSummaries(context: RunContext): Promise<SummaryDraft[]>;
}

/**
 * An engine as jobs use it. One that pays for its work makes one request for a call, so that what
 * is kept and what is paid end together.
 */
export interface TaskEngine {
  identityOf(task: EngineTask): RunIdentity;
  /** The chunks of each call of a task. The same chunks always give the same groups. */
  packsOf(task: EngineTask, chunks: readonly SourceChunk[]): SourceChunk[][];
  /** Calls that may be under way at once. */
  readonly parallel: number;
  open(document: SourceDocument): Promise<TaskRun>;
}

const listOf = <T>(value: T | null): T[] => (value === null ? [] : [value]);

/** Passages given to the built-in engine at once; also what a crash repeats at most. */
const BATCH = 16;

/**
 * The built-in engine as jobs use it. It knows a document as a whole, so concepts are one call;
 * and it computes, so that several calls at once would gain nothing.
 */
export function builtinTasks(engine: GenerationEngine): TaskEngine {
  return {
    parallel: 1,
    identityOf: () => ({ ...engine.identity, params: {} }),
    packsOf(task, chunks) {
      if (task === 'concepts') return [[...chunks]];
      const packs: SourceChunk[][] = [];
      for (let at = 0; at < chunks.length; at += BATCH) packs.push(chunks.slice(at, at + BATCH));
      return packs;
    },
    async open(document) {
      const run = await engine.open(document);
      return {
        concepts: () => run.concepts(),
        nuggets: (ids) => run.nuggets(ids),
        flashcards: (ids) => run.flashcards(ids),
        questions: (ids) => run.questions(ids),
        chunkSummaries: (ids) => run.chunkSummaries(ids),
        chapterSummaries: async (title, ids) => listOf(await run.chapterSummary(title, ids)),
        materialSummaries: async () => listOf(await run.materialSummary()),
      };
    },
  };
}
