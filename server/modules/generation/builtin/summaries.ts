import type { SummaryDraft } from '../engine.ts';
import { type Analysis, conceptsIn } from './analysis.ts';
import { clampQuality, difficultyOf, meanWordLength } from './difficulty.ts';
import { type ChunkView, cite, cleanHeading, type Sentence } from './document-view.ts';
import { contentStems, overlap } from './phrases.ts';
import { standsAlone } from './standalone.ts';

type Ranked = { sentence: Sentence; stems: ReadonlySet<string>; score: number };

const DAMPING = 0.85;
const ROUNDS = 20;

/** TextRank (Mihalcea and Tarau 2004): PageRank over shared content words, mean 1. */
function textRank(stems: readonly ReadonlySet<string>[]): number[] {
  const size = stems.length;
  const weights = stems.map((a, i) =>
    stems.map((b, j) => {
      if (i === j || a.size < 2 || b.size < 2) return 0;
      let shared = 0;
      for (const stem of a) if (b.has(stem)) shared += 1;
      return shared / (Math.log(a.size + 1) + Math.log(b.size + 1));
    }),
  );
  const out = weights.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  let ranks = stems.map(() => 1);
  for (let round = 0; round < ROUNDS; round += 1) {
    ranks = ranks.map((_, i) => {
      let sum = 0;
      for (let j = 0; j < size; j += 1) {
        const total = out[j] ?? 0;
        if (total > 0) sum += ((weights[j]?.[i] ?? 0) / total) * (ranks[j] ?? 0);
      }
      return 1 - DAMPING + DAMPING * sum;
    });
  }
  return ranks;
}

/** Sentences of a chunk that make sense on their own, best first. */
function rankSentences(analysis: Analysis, chunk: ChunkView): Ranked[] {
  const sentences = chunk.sentences
    .filter((sentence) => sentence.kind !== 'list_item' || sentence.words >= 8)
    .slice(0, 80);
  const stems = sentences.map((sentence) => contentStems(sentence.plain));
  const ranks = textRank(stems);
  const defining = new Set(analysis.map.concepts.map((concept) => concept.defining.sentence.index));
  return sentences
    .map((sentence, i) => ({
      sentence,
      stems: stems[i] ?? new Set<string>(),
      score:
        (ranks[i] ?? 0) +
        (defining.has(sentence.index) ? 0.9 : 0) +
        (i === 0 ? 0.5 : 0) +
        Math.min(3, analysis.map.mentions[sentence.index]?.length ?? 0) * 0.12 -
        (sentence.words > 32 ? 0.4 : 0),
    }))
    .filter(({ sentence }) => sentence.words >= 7 && sentence.words <= 45 && fits(sentence))
    .sort((a, b) => b.score - a.score || a.sentence.index - b.sentence.index);
}

const fits = (sentence: Sentence): boolean =>
  sentence.tokens.length > 0 ? standsAlone(sentence) : /^\p{Lu}.*[.!]$/u.test(sentence.plain);

/** Maximal marginal relevance (Carbonell and Goldstein 1998): worth less what is already said. */
function pick(ranked: readonly Ranked[], count: number): Sentence[] {
  const chosen: Ranked[] = [];
  const rest = [...ranked];
  while (chosen.length < count && rest.length > 0) {
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const [i, candidate] of rest.entries()) {
      const said = Math.max(0, ...chosen.map((other) => overlap(candidate.stems, other.stems)));
      if (said > 0.6) continue;
      const score = candidate.score * (1 - said);
      if (score > bestScore) {
        best = i;
        bestScore = score;
      }
    }
    const [winner] = best < 0 ? [] : rest.splice(best, 1);
    if (winner === undefined) break;
    chosen.push(winner);
  }
  return chosen.map(({ sentence }) => sentence).sort((a, b) => a.index - b.index);
}

/** Sentences of a summary at its three lengths; each length holds those of the shorter one or others. */
type Lengths = { brief: Sentence[]; text: Sentence[]; detailed: Sentence[] };

const written = (sentences: readonly Sentence[]): string =>
  sentences.map((sentence) => sentence.plain).join(' ');

function draft(
  analysis: Analysis,
  scope: SummaryDraft['scope'],
  title: string,
  { brief, text, detailed }: Lengths,
): SummaryDraft {
  const cited = [...new Set([...brief, ...text, ...detailed])].sort((a, b) => a.index - b.index);
  const concepts = conceptsIn(analysis, text, 8);
  const body = written(text);
  return {
    scope,
    title,
    text: body,
    brief: brief.length < text.length ? written(brief) : null,
    detailed: detailed.length > text.length ? written(detailed) : null,
    citations: cited.map((sentence) => cite(analysis.view, sentence)),
    concepts: concepts.map(({ name }) => name),
    difficulty: difficultyOf(analysis, {
      task: 'summary',
      concepts,
      words: body.length / 24,
      wordLength: meanWordLength(body),
    }),
    quality: clampQuality(0.5 + Math.min(0.4, concepts.length * 0.1)),
  };
}

/** One to three sentences of a chunk in their order; none for a chunk of fewer than 60 words. */
export function chunkSummary(analysis: Analysis, chunk: ChunkView): SummaryDraft | null {
  const words = chunk.sentences.reduce((sum, sentence) => sum + sentence.words, 0);
  if (words < 60) return null;
  const ranked = rankSentences(analysis, chunk);
  const count = words < 120 ? 1 : words < 240 ? 2 : 3;
  const text = pick(ranked, count);
  if (text.length === 0) return null;
  const lengths = { brief: pick(ranked, 1), text, detailed: pick(ranked, count * 2) };
  return draft(analysis, 'chunk', chunk.heading || analysis.view.source.title, lengths);
}

/**
 * Sentences that cover some chunks: the best of each compete, and no stretch of the text gives more
 * than its share.
 */
function cover(analysis: Analysis, chunks: readonly ChunkView[], count: number): Sentence[] {
  const pool: Ranked[] = [];
  for (const [at, chunk] of chunks.entries()) {
    const weight = conceptsIn(analysis, chunk.sentences, 12).reduce(
      (sum, concept) => sum + concept.score,
      0,
    );
    for (const ranked of rankSentences(analysis, chunk).slice(0, 2))
      pool.push({
        ...ranked,
        score: ranked.score * (1 + Math.log1p(weight) / 3) * (at === 0 ? 1.2 : 1),
      });
  }
  const first = chunks[0]?.index ?? 0;
  const perPart = new Map<number, number>();
  const parts = Math.max(1, Math.ceil(chunks.length / count));
  const chosen: Ranked[] = [];
  const limit = 1 + Math.floor(count / Math.max(1, Math.ceil(chunks.length / parts)));
  pool.sort((a, b) => b.score - a.score || a.sentence.index - b.sentence.index);
  for (const candidate of pool) {
    if (chosen.length >= count) break;
    const part = Math.floor((candidate.sentence.chunk - first) / parts);
    if ((perPart.get(part) ?? 0) >= limit) continue;
    if (chosen.some((other) => overlap(other.stems, candidate.stems) > 0.5)) continue;
    perPart.set(part, (perPart.get(part) ?? 0) + 1);
    chosen.push(candidate);
  }
  return chosen.map(({ sentence }) => sentence).sort((a, b) => a.index - b.index);
}

/** Null where the text says too little to be summed up in two sentences. */
function summarize(
  analysis: Analysis,
  scope: SummaryDraft['scope'],
  title: string,
  chunks: readonly ChunkView[],
  counts: { brief: number; text: number; detailed: number },
): SummaryDraft | null {
  const text = cover(analysis, chunks, counts.text);
  if (text.length < 2) return null;
  return draft(analysis, scope, title, {
    brief: cover(analysis, chunks, counts.brief),
    text,
    detailed: cover(analysis, chunks, counts.detailed),
  });
}

/** Five to ten sentences that cover the document; three, and up to twenty, in its other lengths. */
export function summarizeMaterial(analysis: Analysis): SummaryDraft | null {
  const { chunks, source } = analysis.view;
  const text = Math.min(10, Math.max(5, Math.round(Math.sqrt(chunks.length * 4))));
  return summarize(analysis, 'material', source.title, chunks, {
    brief: 3,
    text,
    detailed: text * 2,
  });
}

/** A few sentences that cover a chapter; null where it says too little. */
export function summarizeChapter(
  analysis: Analysis,
  title: string,
  chunkIds: readonly string[],
): SummaryDraft | null {
  const name = cleanHeading(title);
  const chunks = chunkIds.flatMap((id) => analysis.view.byChunkId.get(id) ?? []);
  if (name === '') return null;
  return summarize(analysis, 'chapter', name, chunks, { brief: 2, text: 5, detailed: 10 });
}
