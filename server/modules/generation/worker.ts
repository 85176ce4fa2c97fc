import { createBuiltinEngine } from './builtin/index.ts';
import type { EngineRun, SourceDocument } from './engine.ts';

/** What the request thread asks of the thread in which the engine computes. */
export type EngineCall =
  | { kind: 'open'; key: string; document: SourceDocument }
  | { kind: 'concepts' | 'material_summary'; key: string }
  | { kind: 'chapter_summary'; key: string; title: string; chunkIds: string[] }
  | { kind: 'nuggets' | 'flashcards' | 'questions' | 'summaries'; key: string; chunkIds: string[] };

/** The document is not (or no longer) open in this thread: open it and ask again. */
export const NOT_OPEN = 'not_open';

/** Two books at a time: more would hold memory for nothing. */
const KEEP_OPEN = 2;

const engine = createBuiltinEngine();
const open = new Map<string, EngineRun>();

export default async function run(call: EngineCall): Promise<unknown> {
  if (call.kind === 'open') {
    if (!open.has(call.key)) {
      const [oldest] = open.keys();
      if (open.size >= KEEP_OPEN && oldest !== undefined) open.delete(oldest);
      open.set(call.key, await engine.open(call.document));
    }
    return null;
  }
  const document = open.get(call.key);
  if (!document) return NOT_OPEN;
  switch (call.kind) {
    case 'concepts':
      return document.concepts();
    case 'nuggets':
      return document.nuggets(call.chunkIds);
    case 'flashcards':
      return document.flashcards(call.chunkIds);
    case 'questions':
      return document.questions(call.chunkIds);
    case 'summaries':
      return document.chunkSummaries(call.chunkIds);
    case 'chapter_summary':
      return document.chapterSummary(call.title, call.chunkIds);
    case 'material_summary':
      return document.materialSummary();
  }
}
