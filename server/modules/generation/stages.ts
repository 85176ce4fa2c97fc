import type { TenantTransaction } from '../../db/tenant.ts';
import { type JobControl, systemContext } from '../ingestion/index.ts';
import { describeContent, insertItems, listTexts } from '../items/index.ts';
import type { Embedder } from '../library/index.ts';
import { settingsOf } from '../tenancy/index.ts';
import { embedConcepts, keepConcepts } from './concepts.ts';
import { chaptersOf } from './domain/chapters.ts';
import { type AnyDraft, type Prepared, passLints, prepareAll } from './drafts.ts';
import type { SourceChunk, SourceDocument } from './engine.ts';
import { inParallel } from './parallel.ts';
import * as repo from './repo.ts';
import type { Kept, OpenedEngines, Run, Source } from './run.ts';
import type { EngineTask, RunContext, TaskRun } from './tasks.ts';

export type Work = {
  source: Source;
  document: SourceDocument;
  /** Passages that no earlier version has: only they get new items. */
  fresh: readonly SourceChunk[];
  control: JobControl;
  engines: OpenedEngines;
  /** @returns false where the run waits in a batch. */
  run<D>(engines: OpenedEngines, run: Run<D>): Promise<boolean>;
  embedder: Embedder;
  now(): Date;
};

/** Ids of the concepts of the document, by the names that drafts use. */
type ConceptIdsOf = (names: readonly string[]) => string[];
type Ask = (run: TaskRun, ids: string[], context: RunContext) => Promise<AnyDraft[]>;

/** One run that makes items: they, its record and its usage are written together. */
async function generate(
  work: Work,
  conceptIdsOf: ConceptIdsOf,
  wanted: { task: EngineTask; chunks: readonly SourceChunk[]; salt: string; divisible: boolean },
  ask: Ask,
): Promise<boolean> {
  const { source, document, embedder } = work;
  const key = { organizationId: source.organizationId, materialId: source.materialId };
  const positions = new Map(document.chunks.map((chunk) => [chunk.id, chunk.position]));
  return work.run<Prepared>(work.engines, {
    ...wanted,
    ask: async (run, ids, context) =>
      prepareAll(await ask(run, ids, context), embedder, context.signal),
    async keep(trx, drafts, generationId): Promise<Kept> {
      const prepared = source.version > 1 ? await notSaidYet(trx, key, drafts) : drafts;
      const policy = await settingsOf(trx, systemContext(source.organizationId));
      const nearest = await repo.listNearestItems(
        trx,
        { ...key, embedder },
        prepared.map(({ content, vector }) => ({ type: content.type, vector })),
      );
      const { kept, dropped, droppedByLint } = passLints(prepared, nearest, {
        language: document.language,
        embedder,
        positionOf: (chunkId) => positions.get(chunkId) ?? 0,
        conceptIdsOf,
      });
      const { inserted } = await insertItems(trx, {
        ...key,
        language: document.language,
        generationId,
        policy,
        drafts: kept,
        now: work.now(),
      });
      return { made: inserted, dropped, droppedByLint };
    },
  });
}

/** Drafts of a changed passage that its items, which have followed the text, do not say already. */
async function notSaidYet(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string },
  drafts: readonly Prepared[],
): Promise<Prepared[]> {
  const keyOf = (type: string, title: string, body: string) => JSON.stringify([type, title, body]);
  const said = new Set(
    (await listTexts(trx, key)).map(({ type, title, body }) => keyOf(type, title, body)),
  );
  return drafts.filter(({ content }) => {
    const { title, body } = describeContent(content);
    return !said.has(keyOf(content.type, title, body));
  });
}

export async function makeConcepts(work: Work): Promise<void> {
  const { source, document, engines, embedder, control } = work;
  const packs = engines.engine.packsOf('concepts', document.chunks);
  await control.enter('concepts', document.chunks.length);
  let done = 0;
  await inParallel(packs, engines.engine.parallel, async (chunks) => {
    const made = await work.run(engines, {
      task: 'concepts',
      salt: 'concepts',
      chunks,
      divisible: true,
      ask: async (run, ids, context) =>
        embedConcepts(await run.concepts(ids, context), embedder, context.signal),
      async keep(trx, drafts) {
        const made = await keepConcepts(trx, source.organizationId, drafts, embedder);
        return { made, dropped: 0, droppedByLint: {} };
      },
    });
    if (made) done += chunks.length;
    await control.advance(done);
  });
}

const ITEM_ASKS: [EngineTask, Ask][] = [
  [
    'nuggets',
    async (run, ids, context) =>
      (await run.nuggets(ids, context)).map((draft) => ({ type: 'nugget', draft })),
  ],
  [
    'flashcards',
    async (run, ids, context) =>
      (await run.flashcards(ids, context)).map((draft) => ({ type: 'flashcard', draft })),
  ],
  [
    'questions',
    async (run, ids, context) =>
      (await run.questions(ids, context)).map((draft) => ({ type: 'question', draft })),
  ],
];

export async function makeItems(work: Work, conceptIdsOf: ConceptIdsOf): Promise<void> {
  const { fresh, engines, control } = work;
  await control.enter('items', fresh.length);
  const runs = ITEM_ASKS.flatMap(([task, ask]) =>
    engines.engine.packsOf(task, fresh).map((chunks) => ({ task, ask, chunks })),
  ).sort((a, b) => (a.chunks[0]?.position ?? 0) - (b.chunks[0]?.position ?? 0));
  let done = 0;
  await inParallel(runs, engines.engine.parallel, async ({ task, ask, chunks }) => {
    const wanted = { task, chunks, salt: task, divisible: true };
    if (await generate(work, conceptIdsOf, wanted, ask)) done += chunks.length / ITEM_ASKS.length;
    await control.advance(done);
  });
}

const summaries =
  (
    of: (run: TaskRun, ids: string[], context: RunContext) => ReturnType<TaskRun['chunkSummaries']>,
  ): Ask =>
  async (run, ids, context) =>
    (await of(run, ids, context)).map((draft) => ({ type: 'summary', draft }));

export async function makeSummaries(work: Work, conceptIdsOf: ConceptIdsOf): Promise<void> {
  const { document, fresh, engines, control } = work;
  await control.enter('summaries', fresh.length);
  const task = 'summaries' as const;
  let done = 0;
  const packs = engines.engine.packsOf(task, fresh);
  await inParallel(packs, engines.engine.parallel, async (chunks) => {
    const made = await generate(
      work,
      conceptIdsOf,
      { task, chunks, salt: task, divisible: true },
      summaries((run, ids, context) => run.chunkSummaries(ids, context)),
    );
    if (made) done += chunks.length;
    await control.advance(done);
  });
  if (fresh.length === 0) return;
  const isFresh = new Set(fresh.map(({ id }) => id));
  const chapters = chaptersOf(document.chunks, ({ headingPath }) => headingPath).filter(
    ({ passages }) => passages.some(({ id }) => isFresh.has(id)),
  );
  await inParallel(chapters, engines.engine.parallel, async ({ title, passages }) => {
    await generate(
      work,
      conceptIdsOf,
      { task, chunks: passages, salt: 'summaries:chapter', divisible: false },
      summaries((run, ids, context) => run.chapterSummaries(title, ids, context)),
    );
  });
  await generate(
    work,
    conceptIdsOf,
    { task, chunks: document.chunks, salt: 'summaries:material', divisible: false },
    summaries((run, _ids, context) => run.materialSummaries(context)),
  );
}
