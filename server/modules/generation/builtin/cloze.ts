import type { Analysis } from './analysis.ts';
import type { Concept } from './concept.ts';
import type { Sentence } from './document-view.ts';
import { leaks } from './phrases.ts';
import { standsAlone } from './standalone.ts';

export const BLANK = '____';

/** Below this the rest of a sentence does not suffice to find the blanked name. */
const MIN_PULL = 0.45;

/** A name that stands in more than this share of the chunks fits nearly any gap: nobody learns by it. */
const EVERYWHERE = 0.08;

/** How much the other names in a sentence lead to this one. */
function pullOf(analysis: Analysis, concept: Concept, others: readonly Concept[]): number {
  const ids = new Set(others.map(({ id }) => id));
  const tie = (list: { id: number; weight: number }[] | undefined) =>
    (list ?? []).reduce((sum, { id, weight }) => sum + (ids.has(id) ? weight : 0), 0);
  const common = concept.frequency > 12 ? 0.3 : 0;
  return (
    tie(analysis.graph.related.get(concept.id)) +
    tie(analysis.graph.prerequisites.get(concept.id)) -
    common
  );
}

/** `the Debian ____`, `the ____ menu`: the gap would be a part of a name. */
export function insideLargerName(sentence: Sentence, start: number, end: number): boolean {
  const before = sentence.tokens.findLast((token) => token.end <= start);
  const after = sentence.tokens.find((token) => token.start >= end);
  const noun = (pos: string | undefined) => pos === 'NOUN' || pos === 'PROPN';
  return noun(before?.pos) || noun(after?.pos);
}

/** One of several in a list: any other of them could stand in the gap. */
export const isListed = (plain: string, start: number, end: number): boolean =>
  /,\s+(?:(?:and|or)\s+)?$/.test(plain.slice(0, start)) &&
  /^(?:,|\s+(?:and|or)\b|[.;])/.test(plain.slice(end))
    ? /,/.test(plain.slice(0, Math.max(0, start - 2)))
    : /(?:such as|including|like|e\.g\.)\s+(?:the\s+)?$/i.test(plain.slice(0, start)) &&
      /^,/.test(plain.slice(end));

/** A sentence with the single mention of one concept blanked; null where it would give it away. */
export function clozeOf(
  analysis: Analysis,
  sentence: Sentence,
): { front: string; answer: string; concept: Concept } | null {
  const mentions = analysis.map.mentions[sentence.index] ?? [];
  if (
    mentions.length < 2 ||
    sentence.words < 9 ||
    sentence.words > 28 ||
    sentence.kind === 'list_item'
  )
    return null;
  if (!standsAlone(sentence) || /\(see\s/i.test(sentence.plain)) return null;
  const everywhere = Math.max(8, analysis.view.chunks.length * EVERYWHERE);
  const candidates = mentions
    .filter(({ concept, start, end }) => {
      if (concept.byChunk.size > everywhere) return false;
      const rest = `${sentence.plain.slice(0, start)} ${sentence.plain.slice(end)}`;
      const after = sentence.plain.slice(end, end + 2);
      return (
        !leaks([concept.name, ...concept.aliases].join(' '), rest) &&
        !insideLargerName(sentence, start, end) &&
        !isListed(sentence.plain, start, end) &&
        !/^[-/'’]|^\s\(/.test(after) &&
        !/[-/]$/.test(sentence.plain.slice(0, start))
      );
    })
    .map((mention) => ({
      ...mention,
      pull: pullOf(
        analysis,
        mention.concept,
        mentions.map(({ concept }) => concept),
      ),
    }))
    .sort((a, b) => b.pull - a.pull || a.start - b.start);
  const chosen = candidates[0];
  if (chosen === undefined || chosen.pull < MIN_PULL) return null;
  const before = sentence.plain
    .slice(0, chosen.start)
    .replace(/\b(a)n? $/i, (article) => `${article.trim().charAt(0)}(n) `);
  return {
    front: `${before}${BLANK}${sentence.plain.slice(chosen.end)}`,
    answer: sentence.plain.slice(chosen.start, chosen.end),
    concept: chosen.concept,
  };
}
