import type { AiTask } from '../../../../contracts/ai.ts';
import type { AiGateway, Caller } from '../../ai/index.ts';
import type { FencedSource } from '../domain/fence.ts';
import { packPassages } from '../domain/pack.ts';
import type { SourceChunk, SourceDocument } from '../engine.ts';
import type { EngineTask, RunContext, TaskEngine, TaskRun } from '../tasks.ts';
import { askModel } from './ask.ts';
import { labelPassages } from './cited.ts';
import {
  type DropReason,
  type Reading,
  readConcepts,
  readFlashcards,
  readNuggets,
  readQuestions,
  readSummaries,
} from './drafts.ts';
import { excerptsOf } from './excerpts.ts';
import { PROMPTS, type Prompt } from './prompts/index.ts';

/** The model that an organization has chosen for a task. */
export type TaskModel = { provider: string; model: string; temperature: number };

/** What the settings call a task. */
export const AI_TASK: Record<EngineTask, AiTask> = {
  concepts: 'concepts',
  nuggets: 'nuggets',
  flashcards: 'flashcards',
  questions: 'questions',
  summaries: 'summarize',
};

/**
 * Passages in one request. Several are packed together, since each request pays for its rules and
 * waits its turn; fewer where much is written for each, so that an answer ends within its limit.
 */
const PACK: Record<EngineTask, { tokens: number; count: number }> = {
  concepts: { tokens: 6000, count: 24 },
  nuggets: { tokens: 3000, count: 10 },
  flashcards: { tokens: 3000, count: 10 },
  questions: { tokens: 2400, count: 8 },
  summaries: { tokens: 3000, count: 10 },
};

/** Entries asked for at most, for each passage: what a passage of 80 to 400 words can carry. */
const PER_PASSAGE = { concepts: 3, nuggets: 1, flashcards: 3, questions: 3 };

/** Text of a whole material that one request sees. */
const WHOLE_TOKENS = 12_000;

/**
 * The engine that asks a model. It pays for each call with one request through the gateway, which
 * knows keys, budgets, retries and limits; texts of the source reach the model only in a fence.
 *
 * @param models the model of each task.
 * @param parallel requests that the organization lets be under way at once.
 */
export function createLlmEngine(options: {
  gateway: Pick<AiGateway, 'object'>;
  caller: Caller;
  models: Record<EngineTask, TaskModel>;
  parallel: number;
}): TaskEngine {
  const { gateway, caller, models, parallel } = options;
  return {
    parallel,
    identityOf(task) {
      const { provider, model, temperature } = models[task];
      return {
        engine: 'llm',
        model,
        promptVersion: PROMPTS[task].version,
        params: { provider, temperature },
      };
    },
    packsOf: (task, chunks) => packPassages(chunks, PACK[task]),
    open: async (document) => openDocument(document, gateway, caller),
  };
}

function openDocument(
  document: SourceDocument,
  gateway: Pick<AiGateway, 'object'>,
  caller: Caller,
): TaskRun {
  const { language } = document;
  const byId = new Map(document.chunks.map((chunk) => [chunk.id, chunk]));
  const chunksOf = (ids: readonly string[]): SourceChunk[] =>
    [...new Set(ids)].map((id) => byId.get(id)).filter((chunk) => chunk !== undefined);

  async function ask<Input extends { source: FencedSource; language: string }, Output, Draft>(
    task: EngineTask,
    prompt: Prompt<Input, Output>,
    chunks: readonly SourceChunk[],
    input: Omit<Input, 'source' | 'language'>,
    context: RunContext,
    read: (output: Output, reading: Reading) => Draft[],
  ): Promise<Draft[]> {
    if (chunks.length === 0) return [];
    const { labelOf } = labelPassages(chunks);
    const { output, cost } = await askModel(context.batch ?? gateway, {
      caller: { ...caller, generationId: context.generationId },
      task: AI_TASK[task],
      prompt,
      passages: chunks.map((chunk) => ({
        label: labelOf(chunk.id),
        heading: [document.title, ...chunk.headingPath].join(' › '),
        text: chunk.text,
      })),
      input: { ...input, language } as Omit<Input, 'source'>,
      signal: context.signal,
    });
    context.spent(cost);
    return read(output, { chunks, dropped: (reason: DropReason) => context.dropped(reason) });
  }

  const sumUp = (
    scope: 'chapter' | 'material',
    chunks: readonly SourceChunk[],
    context: RunContext,
  ) =>
    ask(
      'summaries',
      PROMPTS.summaries,
      excerptsOf(chunks, WHOLE_TOKENS),
      { scope },
      context,
      (output, by) => readSummaries(output, scope, by).slice(0, 1),
    );

  return {
    async concepts(ids, context) {
      const chunks = chunksOf(ids);
      const atMost = chunks.length * PER_PASSAGE.concepts;
      return ask('concepts', PROMPTS.concepts, chunks, { atMost }, context, readConcepts);
    },
    async nuggets(ids, context) {
      const chunks = chunksOf(ids);
      const atMost = chunks.length * PER_PASSAGE.nuggets;
      return ask('nuggets', PROMPTS.nuggets, chunks, { atMost }, context, readNuggets);
    },
    async flashcards(ids, context) {
      const chunks = chunksOf(ids);
      const atMost = chunks.length * PER_PASSAGE.flashcards;
      return ask('flashcards', PROMPTS.flashcards, chunks, { atMost }, context, readFlashcards);
    },
    async questions(ids, context) {
      const chunks = chunksOf(ids);
      const atMost = chunks.length * PER_PASSAGE.questions;
      return ask('questions', PROMPTS.questions, chunks, { atMost }, context, readQuestions);
    },
    async chunkSummaries(ids, context) {
      const scope = 'chunk' as const;
      return ask('summaries', PROMPTS.summaries, chunksOf(ids), { scope }, context, (output, by) =>
        readSummaries(output, scope, by),
      );
    },
    async chapterSummaries(_title, ids, context) {
      return sumUp('chapter', chunksOf(ids), context);
    },
    async materialSummaries(context) {
      return sumUp('material', document.chunks, context);
    },
  };
}
