import { chaptersOf } from '../../server/modules/generation/domain/chapters.ts';
import { embedText } from '../../server/modules/generation/domain/hash-embedder.ts';
import type {
  EngineRun,
  FlashcardDraft,
  NuggetDraft,
  QuestionDraft,
  SourceDocument,
  SummaryDraft,
} from '../../server/modules/generation/engine.ts';
import {
  type LintCode,
  type LintInput,
  lintItem,
} from '../../server/modules/items/domain/lints/index.ts';

export type Judged = {
  input: LintInput;
  codes: LintCode[];
  draft: NuggetDraft | SummaryDraft | FlashcardDraft | QuestionDraft;
};

export type Measured = {
  title: string;
  words: number;
  chunks: number;
  concepts: number;
  conceptsAsked: number;
  judged: Judged[];
  seconds: number;
};

const quotesOf = (draft: Judged['draft']): string[] => draft.citations.map(({ quote }) => quote);

/** Lints items one after the other, each against those of its kind before it. */
function judge(
  inputs: { input: LintInput; draft: Judged['draft']; group: string; text: string }[],
): Judged[] {
  const before = new Map<string, { text: string; embedding: Float32Array }[]>();
  return inputs.map(({ input, draft, group, text }) => {
    const existing = before.get(group) ?? [];
    const embedding = embedText(text);
    const codes = lintItem({ ...input, existing, embedding });
    before.set(group, [...existing.slice(-400), { text, embedding }]);
    return { input, codes, draft };
  });
}

/** Runs every task of an engine over a document and lints what it made. */
export async function measure(
  document: SourceDocument,
  open: () => Promise<EngineRun>,
): Promise<Measured> {
  const started = performance.now();
  const run = await open();
  const ids = document.chunks.map(({ id }) => id);
  const concepts = await run.concepts();
  const questions = await run.questions(ids);
  const flashcards = await run.flashcards(ids);
  const nuggets = await run.nuggets(ids);
  const summaries = await run.chunkSummaries(ids);
  for (const { title, passages } of chaptersOf(document.chunks, ({ headingPath }) => headingPath))
    summaries.push(
      ...[
        await run.chapterSummary(
          title,
          passages.map(({ id }) => id),
        ),
      ].filter((one) => one !== null),
    );
  summaries.push(...[await run.materialSummary()].filter((one) => one !== null));
  const seconds = (performance.now() - started) / 1000;
  const { language } = document;
  const asked = new Set(questions.flatMap((question) => question.concepts));
  const inputs = [
    ...questions.map((draft) => ({
      draft,
      group: draft.questionType,
      text: draft.stem,
      input: { ...draft, kind: 'question' as const, language, quotes: quotesOf(draft) },
    })),
    ...flashcards.map((draft) => ({
      draft,
      group: draft.style,
      text: `${draft.front} ${draft.back}`,
      input: { ...draft, kind: 'flashcard' as const, language, quotes: quotesOf(draft) },
    })),
    ...nuggets.map((draft) => ({
      draft,
      group: 'nugget',
      text: draft.text,
      input: { ...draft, kind: 'nugget' as const, language, quotes: quotesOf(draft) },
    })),
    ...summaries.map((draft) => ({
      draft,
      group: draft.scope,
      text: draft.text,
      input: { ...draft, kind: 'summary' as const, language, quotes: quotesOf(draft) },
    })),
  ];
  return {
    title: document.title,
    words: document.chunks.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0),
    chunks: ids.length,
    concepts: concepts.length,
    conceptsAsked: concepts.filter(({ name }) => asked.has(name)).length,
    judged: judge(inputs),
    seconds,
  };
}
