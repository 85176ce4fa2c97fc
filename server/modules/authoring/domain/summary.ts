import type { Leaf } from './outline.ts';
import type { SourceMaterial, SummaryFact } from './source.ts';

const LONGEST = 400;

/** Whole sentences up to a length; the first in any case, cut at a word. */
export function shorten(text: string, longest = LONGEST): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length <= longest) return plain;
  const ends = [...plain.matchAll(/[.!?؟。](?=\s|$)/gu)].map(({ index }) => index + 1);
  const end = ends.findLast((place) => place <= longest);
  if (end !== undefined && end > 40) return plain.slice(0, end);
  return `${plain.slice(0, longest).replace(/\s+\S*$/, '')}…`;
}

/** How much of a summary's passages lie within. */
const overlap = (summary: SummaryFact, ids: ReadonlySet<string>): number =>
  summary.passageIds.filter((id) => ids.has(id)).length / Math.max(1, summary.passageIds.length);

/**
 * A summary that the material has for these passages: of a chapter where it lies within them for
 * the most part, else of the passage from which most is learned. Empty where it has none.
 */
export function summaryOf(
  material: SourceMaterial,
  leaves: readonly Leaf[],
  scope: SummaryFact['scope'],
): string {
  const own = material.summaries.filter((summary) => summary.scope === scope);
  if (scope === 'material') return shorten(own[0]?.text ?? '', 1200);
  const ids = new Set(leaves.map(({ passage }) => passage.id));
  if (scope === 'chapter') {
    const fitting = own
      .map((summary) => ({ summary, share: overlap(summary, ids) }))
      .filter(({ share }) => share > 0.7)
      .sort((a, b) => b.summary.passageIds.length - a.summary.passageIds.length)[0];
    return shorten(fitting?.summary.text ?? '');
  }
  const byRichness = [...leaves].sort((a, b) => b.minutes - a.minutes);
  for (const { passage } of byRichness) {
    const found = own.find(({ passageIds }) => passageIds.includes(passage.id));
    if (found) return shorten(found.text);
  }
  return '';
}
