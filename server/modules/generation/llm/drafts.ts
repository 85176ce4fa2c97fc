import { AnswerKey, ItemContent } from '../../../../contracts/items.ts';
import { answerKeyProblem } from '../../items/index.ts';
import { plainText } from '../domain/fence.ts';
import { type AnyDraft, contentOf } from '../drafts.ts';
import type { Citation, ConceptDraft, SourceChunk } from '../engine.ts';
import { type Labels, labelPassages, locateCitations } from './cited.ts';
import type { ConceptsOutput } from './prompts/concepts.v1.ts';
import type { FlashcardsOutput } from './prompts/flashcards.v1.ts';
import type { NuggetsOutput } from './prompts/nuggets.v1.ts';
import type { Cited } from './prompts/prompt.ts';
import type { QuestionsOutput } from './prompts/questions.v1.ts';
import type { SummariesOutput } from './prompts/summaries.v1.ts';

/** Why an entry of a model is thrown away before the lints look at it. */
export type DropReason = 'quote_not_in_source' | 'link_not_in_source' | 'malformed';

/** What an answer of a model is read against. */
export type Reading = {
  chunks: readonly SourceChunk[];
  dropped(reason: DropReason): void;
};

const WORDS_A_MINUTE = 200;
/** A model is as sure of its mistakes as of the rest: nothing of it is certain. */
const MOST_SURE = 0.95;

const between = (low: number, high: number, value: number): number =>
  Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : low;

const LINK = /(?:\b(?:https?|ftp|javascript|data|file):|\bwww\.)[^\s)\]}>"'<]*/giu;

/** Addresses that the passages do not hold: no item sends a learner where the source does not. */
function hasForeignLink(value: unknown, chunks: readonly SourceChunk[]): boolean {
  const links = JSON.stringify(value).match(LINK) ?? [];
  return links.some((link) => {
    const address = link.replace(/[.,;:!?\\]+$/, '').toLowerCase();
    return (
      /[:.]./.test(address) && !chunks.some(({ text }) => text.toLowerCase().includes(address))
    );
  });
}

/** The same value with every text in it free of controls and of blanks around it. */
function cleaned<T>(value: T): T {
  if (typeof value === 'string') return plainText(value).trim() as T;
  if (Array.isArray(value)) return value.map(cleaned) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cleaned(part)])) as T;
}

type Entry = { citations: Cited[]; concepts: string[]; difficulty: number; quality: number };

const baseOf = (entry: Entry, citations: Citation[]) => ({
  citations,
  concepts: [...new Set(entry.concepts.filter((name) => name !== ''))].slice(0, 8),
  difficulty: Math.round(between(1, 10, entry.difficulty)),
  quality: between(0, MOST_SURE, entry.quality),
});

/** Whether an item of this content could be kept and graded; models may answer beside the schema. */
function isSound(any: AnyDraft): boolean {
  const content = contentOf(any);
  const parsed = ItemContent.safeParse(
    content.type === 'question' ? { ...content, version: 1 } : content,
  );
  if (!parsed.success) return false;
  return content.type !== 'question' || answerKeyProblem(content.stem, content.answerKey) === null;
}

/**
 * The entries that may become items: cleaned, with the spans that they cite. What cites nothing
 * that stands in the source, names addresses of its own or does not have the form is dropped.
 */
function readEntries<E extends Entry, A extends AnyDraft>(
  entries: readonly E[],
  { chunks, dropped }: Reading,
  draftOf: (entry: E, base: ReturnType<typeof baseOf>) => A | null,
): A['draft'][] {
  const labels = labelPassages(chunks);
  return entries.flatMap((raw) => {
    const { citations: cited, ...rest } = raw;
    const entry = { ...cleaned(rest), citations: cited } as unknown as E;
    const citations = locateCitations(cited, labels, chunks);
    const reason =
      citations.length === 0
        ? 'quote_not_in_source'
        : hasForeignLink(rest, chunks)
          ? 'link_not_in_source'
          : null;
    if (reason !== null) {
      dropped(reason);
      return [];
    }
    const any = draftOf(entry, baseOf(entry, citations));
    if (any === null || !isSound(any)) {
      dropped('malformed');
      return [];
    }
    return [any.draft];
  });
}

type Of<T extends AnyDraft['type']> = Extract<AnyDraft, { type: T }>;

export const readNuggets = ({ nuggets }: NuggetsOutput, reading: Reading) =>
  readEntries(nuggets, reading, (entry, base): Of<'nugget'> => {
    const words = entry.text.split(/\s+/).length;
    return {
      type: 'nugget',
      draft: {
        ...base,
        title: entry.title,
        text: entry.text,
        topics: entry.topics.filter((topic) => topic !== '').slice(0, 6),
        estimatedMinutes: Math.max(0.5, Math.round((words / WORDS_A_MINUTE) * 2) / 2),
        prerequisites: entry.prerequisites.filter((name) => name !== '').slice(0, 6),
        relatedConcepts: entry.related.filter((name) => name !== '').slice(0, 6),
      },
    };
  });

export const readFlashcards = ({ flashcards }: FlashcardsOutput, reading: Reading) =>
  readEntries(flashcards, reading, (entry, base): Of<'flashcard'> => {
    const { style, front, back } = entry;
    return { type: 'flashcard', draft: { ...base, style, front, back } };
  });

export const readQuestions = ({ questions }: QuestionsOutput, reading: Reading) =>
  readEntries(questions, reading, (entry, base): Of<'question'> | null => {
    const key = AnswerKey.safeParse(entry);
    if (!key.success) return null;
    const { stem, explanation, hints } = entry;
    return {
      type: 'question',
      draft: { ...base, stem, explanation, hints: hints.slice(0, 5), ...key.data },
    };
  });

export const readSummaries = (
  { summaries }: SummariesOutput,
  scope: 'chunk' | 'chapter' | 'material',
  reading: Reading,
) =>
  readEntries(summaries, reading, (entry, base): Of<'summary'> => {
    const { title, text } = entry;
    const other = (length: string | null) => (length === null || length === '' ? null : length);
    const lengths = { brief: other(entry.brief), detailed: other(entry.detailed) };
    return { type: 'summary', draft: { ...base, scope, title, text, ...lengths } };
  });

const occurrencesOf = (name: string, text: string): number =>
  text.toLowerCase().split(name.toLowerCase()).length - 1;

function mentionsOf(
  names: readonly string[],
  mentionedIn: readonly string[],
  home: Citation,
  labels: Labels,
  chunks: readonly SourceChunk[],
): ConceptDraft['mentions'] {
  const named = new Set(mentionedIn.map((label) => labels.chunkOf(label)?.id));
  return chunks
    .map((chunk) => ({
      chunkId: chunk.id,
      occurrences: Math.max(
        chunk.id === home.chunkId || named.has(chunk.id) ? 1 : 0,
        ...names.map((name) => occurrencesOf(name, chunk.text)),
      ),
    }))
    .filter(({ occurrences }) => occurrences > 0)
    .sort(
      (a, b) =>
        Number(b.chunkId === home.chunkId) - Number(a.chunkId === home.chunkId) ||
        b.occurrences - a.occurrences,
    );
}

const weighted = (list: readonly { name: string; weight: number }[], own: string) =>
  list
    .filter(({ name }) => name !== '' && name !== own)
    .map(({ name, weight }) => ({ name, weight: between(0.05, 1, weight) }))
    .slice(0, 12);

/** Concepts whose defining sentence stands in the source; mentions are counted, not believed. */
export function readConcepts({ concepts }: ConceptsOutput, reading: Reading): ConceptDraft[] {
  const { chunks, dropped } = reading;
  const labels = labelPassages(chunks);
  return concepts.flatMap((raw): ConceptDraft[] => {
    const entry = cleaned(raw);
    const [citation] = locateCitations([raw.citation], labels, chunks);
    if (citation === undefined) {
      dropped('quote_not_in_source');
      return [];
    }
    const { name, definition, mentionedIn } = entry;
    if (name === '' || name.length > 200 || definition === '' || definition.length > 2000) {
      dropped('malformed');
      return [];
    }
    if (hasForeignLink([name, definition, entry.aliases], chunks)) {
      dropped('link_not_in_source');
      return [];
    }
    const aliases = entry.aliases
      .filter((alias) => alias !== '' && alias.length <= 200)
      .slice(0, 8);
    return [
      {
        name,
        aliases,
        definition,
        citation,
        mentions: mentionsOf([name, ...aliases], mentionedIn, citation, labels, chunks),
        prerequisites: weighted(entry.prerequisites, name),
        related: weighted(entry.related, name),
      },
    ];
  });
}
