import type { Analysis } from './analysis.ts';
import type { Concept } from './concept.ts';
import type { Fact } from './facts.ts';

/** Verbs that as often tell a circumstance (`uses`, `includes`) as what a thing is there for. */
const CIRCUMSTANCE =
  /^(?:use|include|require|support|distribute|cover|offer|need|publish|vary|depend|operate|run)s?\b/;

/** A document's overall subject is mentioned in at least this share of its chunks. */
const EVERYWHERE = 0.15;

/**
 * Whether a role is told in passing: a circumstance of something that has no section of its own, or
 * anything at all about the subject of the whole document, of which too much else is true.
 */
export function isIncidental(analysis: Analysis, concept: Concept, fact: Fact): boolean {
  if (fact.kind !== 'role') return false;
  const { chunks } = analysis.view;
  if (chunks.length >= 20 && concept.byChunk.size > chunks.length * EVERYWHERE) return true;
  return CIRCUMSTANCE.test(fact.phrase) && !concept.inHeading;
}
