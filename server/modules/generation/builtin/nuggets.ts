import type { NuggetDraft } from '../engine.ts';
import { type Analysis, conceptsIn } from './analysis.ts';
import type { Concept } from './concept.ts';
import { clampQuality, difficultyOf, meanWordLength } from './difficulty.ts';
import { type ChunkView, countWords, squash } from './document-view.ts';
import { capitalize } from './phrases.ts';
import { opensWell } from './standalone.ts';

export const NUGGET_WORDS = { min: 100, max: 350, perMinute: 200 };

type Stretch = { start: number; end: number; words: number };

/** The blocks of a chunk in runs of at most `max` words; a heading begins a new run. */
function stretches(chunk: ChunkView): Stretch[] {
  const text = chunk.source.text;
  const units: (Stretch & { heading: boolean })[] = [];
  for (const [block, piece] of chunk.pieces.entries()) {
    const heading = piece.kind === 'heading';
    const words = countWords(text.slice(piece.start, piece.end));
    if (heading || words <= NUGGET_WORDS.max) {
      units.push({ start: piece.start, end: piece.end, words, heading });
      continue;
    }
    for (const sentence of chunk.sentences.filter((candidate) => candidate.block === block)) {
      units.push({
        start: sentence.start,
        end: sentence.end,
        words: sentence.words,
        heading: false,
      });
    }
  }
  const total = units.reduce((sum, unit) => sum + unit.words, 0);
  const target = total / Math.max(1, Math.ceil(total / 260));
  const runs: Stretch[] = [];
  let run: Stretch | null = null;
  for (const unit of units) {
    if (unit.heading && (run === null || run.words >= NUGGET_WORDS.min)) {
      if (run !== null) runs.push(run);
      run = null;
      continue;
    }
    if (run !== null && (run.words >= target || run.words + unit.words > NUGGET_WORDS.max)) {
      runs.push(run);
      run = null;
    }
    run =
      run === null
        ? { start: unit.start, end: unit.end, words: unit.words }
        : { start: run.start, end: unit.end, words: run.words + unit.words };
  }
  if (run !== null) {
    const previous = runs.at(-1);
    const between = previous === undefined ? '' : text.slice(previous.end, run.start).trim();
    if (
      previous !== undefined &&
      between === '' &&
      run.words < NUGGET_WORDS.min &&
      previous.words + run.words <= NUGGET_WORDS.max
    ) {
      previous.end = run.end;
      previous.words += run.words;
    } else runs.push(run);
  }
  return runs;
}

/** Moves the beginning past sentences that lean on what came before the stretch. */
function firstGoodStart(chunk: ChunkView, stretch: Stretch): number | null {
  const inside = chunk.sentences.filter(
    (sentence) => sentence.start >= stretch.start && sentence.end <= stretch.end,
  );
  for (const sentence of inside.slice(0, 4)) if (opensWell(sentence.plain)) return sentence.start;
  return null;
}

function titleOf(chunk: ChunkView, alone: boolean, main: Concept | undefined): string | null {
  const { heading } = chunk;
  const named = main === undefined ? '' : main.name;
  const telling =
    heading !== '' &&
    !/^(?:introduction|overview|summary|conclusion|preface|notes?|exercises?|background|contents|references)$/i.test(
      heading,
    );
  if (telling && (alone || named === '' || heading.toLowerCase().includes(named.toLowerCase())))
    return capitalize(heading);
  if (telling) return `${capitalize(heading)}: ${named}`;
  return named === '' ? null : capitalize(named);
}

/**
 * Short pieces to read: consecutive blocks of one chunk, 100-350 words, verbatim, beginning with a
 * sentence that leans on nothing before it. Chunks that hold too little prose give none.
 */
export function nuggetsOf(analysis: Analysis, chunk: ChunkView): NuggetDraft[] {
  const drafts: NuggetDraft[] = [];
  const titles = new Set<string>();
  const runs = stretches(chunk);
  const alone =
    analysis.view.chunks.filter(({ section }) => section === chunk.section).length === 1;
  for (const run of runs) {
    const start = firstGoodStart(chunk, run);
    if (start === null) continue;
    const text = chunk.source.text.slice(start, run.end).trimEnd();
    const words = countWords(text);
    if (words < NUGGET_WORDS.min || words > NUGGET_WORDS.max) continue;
    const sentences = chunk.sentences.filter(
      (sentence) => sentence.start >= start && sentence.end <= run.end,
    );
    const prose = sentences.reduce((sum, sentence) => sum + sentence.words, 0);
    if (prose * 2 < words) continue;
    const concepts = conceptsIn(analysis, sentences, 6);
    const main = mainConcept(
      analysis,
      concepts,
      sentences.map(({ index }) => index),
    );
    let title = titleOf(chunk, runs.length === 1 && alone, main);
    if (title === null) title = squash(analysis.view.source.title) || null;
    if (title === null) continue;
    if (titles.has(title)) {
      const other = concepts.find((concept) => !titles.has(`${chunk.heading}: ${concept.name}`));
      title =
        other === undefined || chunk.heading === ''
          ? `${title} (${drafts.length + 1})`
          : `${capitalize(chunk.heading)}: ${other.name}`;
      if (titles.has(title)) title = `${title} (${drafts.length + 1})`;
    }
    titles.add(title);
    drafts.push({
      title,
      text,
      topics: concepts.slice(0, 4).map(({ name }) => name),
      estimatedMinutes: Math.max(1, Math.ceil(words / NUGGET_WORDS.perMinute)),
      ...neighboursOf(analysis, concepts),
      citations: [{ chunkId: chunk.source.id, start, end: start + text.length, quote: text }],
      concepts: concepts.map(({ name }) => name),
      difficulty: difficultyOf(analysis, {
        task: 'nugget',
        concepts,
        words: words / 4,
        wordLength: meanWordLength(text),
      }),
      quality: clampQuality(
        0.55 + Math.min(0.3, concepts.length * 0.08) + (chunk.heading === '' ? 0 : 0.1),
      ),
    });
  }
  return drafts;
}

const MOST_NEIGHBOURS = 5;

/** What to know before the concepts of a nugget, and what goes with them: names of other concepts. */
function neighboursOf(
  analysis: Analysis,
  concepts: readonly Concept[],
): Pick<NuggetDraft, 'prerequisites' | 'relatedConcepts'> {
  const own = new Set(concepts.map(({ id }) => id));
  const namesIn = (edges: ReadonlyMap<number, readonly { id: number; weight: number }[]>) => {
    const weights = new Map<number, number>();
    for (const { id } of concepts) {
      for (const edge of edges.get(id) ?? [])
        if (!own.has(edge.id)) weights.set(edge.id, (weights.get(edge.id) ?? 0) + edge.weight);
    }
    return [...weights]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([id]) => analysis.map.concepts[id]?.name ?? '')
      .filter((name) => name !== '');
  };
  const prerequisites = namesIn(analysis.graph.prerequisites).slice(0, MOST_NEIGHBOURS);
  return {
    prerequisites,
    relatedConcepts: namesIn(analysis.graph.related)
      .filter((name) => !prerequisites.includes(name))
      .slice(0, MOST_NEIGHBOURS),
  };
}

/** The concept defined here, else the one spoken of most that is not spoken of everywhere. */
function mainConcept(
  analysis: Analysis,
  concepts: readonly Concept[],
  sentences: readonly number[],
): Concept | undefined {
  const here = new Set(sentences);
  const defined = concepts.find((concept) => here.has(concept.defining.sentence.index));
  const limit = Math.max(3, analysis.view.chunks.length * 0.1);
  return defined ?? concepts.find((concept) => concept.byChunk.size <= limit);
}
