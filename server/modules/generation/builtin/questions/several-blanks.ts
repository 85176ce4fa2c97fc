import type { QuestionDraft } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import { BLANK, insideLargerName, isListed } from '../cloze.ts';
import type { Concept, ConceptMention } from '../concept.ts';
import type { Fact } from '../facts.ts';
import { contentStems, headStem, leaks, stemOf } from '../phrases.ts';
import { standsAlone } from '../standalone.ts';
import { acceptedFor, question } from './build.ts';

const MOST_GAPS = 3;
/** What stands in more than this share of the chunks fits nearly any gap. */
const EVERYWHERE = 0.15;
/** Content words that must be left for each gap, so that the rest still leads to the answers. */
const TELLING_PER_GAP = 3;
const MOST_WORDS = 32;
/** A definition's own name is led to by what it is made of; others must be bound to it as closely. */
const MIN_WEIGHT = 0.5;

const namesOf = (concept: Concept): string => [concept.name, ...concept.aliases].join(' ');

/** Other concepts of the sentence that are used to define this one, and can be found from the rest. */
function companions(analysis: Analysis, concept: Concept, fact: Fact): ConceptMention[] {
  const { sentence } = fact;
  const { plain } = sentence;
  const used = new Map(
    (analysis.graph.prerequisites.get(concept.id) ?? []).map(({ id, weight }) => [id, weight]),
  );
  return (analysis.map.mentions[sentence.index] ?? []).filter(({ concept: other, start, end }) => {
    const rest = `${plain.slice(0, start)} ${plain.slice(end)}`;
    return (
      other !== concept &&
      start >= fact.nameEnd &&
      // `a utility ____`: what kind of thing it is, many words could say.
      stemOf(fact.genus) !== headStem(other.name) &&
      other.byChunk.size <= Math.max(8, analysis.view.chunks.length * EVERYWHERE) &&
      !/\b(?:by|in|on|at) $/.test(plain.slice(0, start)) &&
      (used.get(other.id) ?? 0) >= MIN_WEIGHT &&
      !leaks(namesOf(other), rest) &&
      !leaks(namesOf(other), namesOf(concept)) &&
      !insideLargerName(sentence, start, end) &&
      !isListed(plain, start, end) &&
      !/^[-/'’]|^\s\(/.test(plain.slice(end, end + 2)) &&
      !/[-/]$/.test(plain.slice(0, start))
    );
  });
}

/** The article before a gap would tell with which letter the answer begins. */
const hideArticle = (before: string): string => before.replace(/\b(a)n?(\s+["“‘]?)$/i, '$1(n)$2');

/**
 * A definition with its name and one or two of the concepts it is made of blanked; null where the
 * rest would not suffice to find them.
 */
export function severalBlanks(
  analysis: Analysis,
  concept: Concept,
  fact: Fact,
): QuestionDraft | null {
  const { sentence } = fact;
  const { plain } = sentence;
  if (fact.kind !== 'definition' || !standsAlone(sentence) || sentence.words > MOST_WORDS)
    return null;
  if (/[()]/.test(plain)) return null;
  const others = companions(analysis, concept, fact).slice(0, MOST_GAPS - 1);
  const gaps = [{ concept, start: fact.nameStart, end: fact.nameEnd }, ...others];
  if (others.length === 0) return null;
  let stem = '';
  let from = 0;
  for (const { start, end } of gaps) {
    stem += hideArticle(plain.slice(from, start)) + BLANK;
    from = end;
  }
  stem += plain.slice(from);
  if (gaps.some((gap) => leaks(namesOf(gap.concept), stem))) return null;
  if (contentStems(stem.replaceAll(BLANK, ' ')).size < gaps.length * TELLING_PER_GAP) return null;
  const heading = analysis.view.chunks[sentence.chunk]?.heading ?? '';
  const places = heading !== '' && !gaps.some((gap) => leaks(namesOf(gap.concept), heading));
  return question(
    {
      analysis,
      sentence,
      concepts: gaps.map((gap) => gap.concept),
      stem,
      explanation: plain,
      hints: [
        places
          ? `It is treated under “${heading}”.`
          : 'Begin with the last gap: what stands there is used to explain the first.',
      ],
      quality: 0.3 + fact.strength * 0.5,
    },
    {
      questionType: 'fill_blank',
      gaps: gaps.map((gap) => ({
        accepted: acceptedFor(gap.concept, plain.slice(gap.start, gap.end)),
      })),
    },
  );
}
