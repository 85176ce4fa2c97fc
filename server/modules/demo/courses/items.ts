import type { Citation, DemoCourse } from '../../../../demo/courses/course.ts';
import { type TenantContext, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import {
  type DraftContent,
  embeddingTextOf,
  insertItems,
  type StoredDraft,
} from '../../items/index.ts';
import { embedderOf, keyWords } from '../../library/index.ts';
import * as repo from '../repo/passages.ts';

/** A person wrote them and published them; no policy for what engines make applies. */
const POLICY = { reviewPolicy: 'publish_all', minimumQuality: 0 } as const;
/** Concepts that one question can move. */
const MOST_CONCEPTS = 3;

type Written = { key: string; from: Citation; difficulty: number; content: DraftContent };

function contentsOf(course: DemoCourse): Written[] {
  const questions = Object.entries(course.questions).map(([key, question]): Written => {
    const { from, difficulty, stem, explanation, hints, points, answerKey } = question;
    const content = { stem, explanation, hints: [...hints], points, answerKey };
    return { key, from, difficulty, content: { type: 'question', ...content } };
  });
  const cards = Object.entries(course.cards).map(([key, { from, front, back }]): Written => {
    const style = front.endsWith('?') ? 'question_answer' : 'term_to_definition';
    return { key, from, difficulty: 3, content: { type: 'flashcard', style, front, back } };
  });
  return [...questions, ...cards];
}

const titleOf = (content: DraftContent): string =>
  content.type === 'question' ? content.stem : content.type === 'flashcard' ? content.front : '';

/** The passage that an item cites, with the words in it; lines may break elsewhere. */
function place(from: Citation, passages: readonly repo.Passage[]) {
  const words = from.quote.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(words.join('\\s+'));
  for (const passage of passages) {
    if (passage.file !== from.file) continue;
    const match = pattern.exec(passage.text);
    if (!match) continue;
    const [quote] = match;
    const start = match.index;
    const citation = { chunkId: passage.chunkId, start, end: start + quote.length, quote };
    return { passage, citation };
  }
  throw new Error(`${from.file} does not say "${from.quote}".`);
}

/** Concepts of the passage that the item itself names; the foremost one where it names none. */
function conceptsOf(written: Written, mentions: readonly repo.Mention[]): string[] {
  const words = (text: string) => ` ${keyWords(text).join(' ')} `;
  const said = words(`${written.from.quote} ${embeddingTextOf(written.content)}`);
  const named = mentions.filter(({ name }) => said.includes(words(name)));
  return (named.length > 0 ? named : mentions.slice(0, 1))
    .slice(0, MOST_CONCEPTS)
    .map(({ conceptId }) => conceptId);
}

/**
 * Keeps the questions and cards of a course as items of the documents that they cite. Again, it
 * makes nothing twice.
 *
 * @returns the id of each by its key.
 */
export async function writeItems(
  deps: Deps,
  system: TenantContext,
  course: DemoCourse,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const { organizationId } = system;
  const written = contentsOf(course);
  const embedder = await embedderOf(deps, organizationId);
  const vectors = await embedder.embed(
    written.map(({ content }) => embeddingTextOf(content)),
    signal,
  );
  return withTenant(deps.database, system, async (trx) => {
    const passages = await repo.listPassages(trx, organizationId);
    const placed = written.map((item) => ({ item, ...place(item.from, passages) }));
    const mentions = await repo.listMentions(trx, organizationId, [
      ...new Set(placed.map(({ passage }) => passage.chunkId)),
    ]);
    const byMaterial = new Map<string, { language: string; drafts: StoredDraft[] }>();
    for (const [index, { item, passage, citation }] of placed.entries()) {
      const group = byMaterial.get(passage.materialId) ?? {
        language: passage.language,
        drafts: [],
      };
      group.drafts.push({
        content: item.content,
        citations: [citation],
        conceptIds: conceptsOf(
          item,
          mentions.filter(({ chunkId }) => chunkId === passage.chunkId),
        ),
        difficulty: item.difficulty,
        quality: 1,
        lints: [],
        position: passage.position,
        embedding: vectors[index] ?? null,
        embedder,
      });
      byMaterial.set(passage.materialId, group);
    }
    for (const [materialId, { language, drafts }] of byMaterial) {
      await insertItems(trx, {
        organizationId,
        materialId,
        language,
        generationId: null,
        policy: POLICY,
        drafts,
        now: deps.clock.now(),
      });
    }
    // The engine may have made the very same card: then that one serves.
    const titles = written.map(({ content }) => titleOf(content));
    const ids = new Map(
      (await repo.listByTitle(trx, organizationId, titles)).map(({ id, type, title }) => [
        `${type} ${title}`,
        id,
      ]),
    );
    return new Map(
      written.map(({ key, content }) => {
        const id = ids.get(`${content.type} ${titleOf(content)}`);
        if (id === undefined) throw new Error(`The item "${key}" was not kept.`);
        return [key, id];
      }),
    );
  });
}
