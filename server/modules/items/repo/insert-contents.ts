import type { TenantTransaction } from '../../../db/tenant.ts';
import type { DraftContent } from '../domain/draft.ts';
import { batches } from './batches.ts';

type Content<T extends DraftContent['type']> = {
  id: string;
  content: Extract<DraftContent, { type: T }>;
};

function ofType<T extends DraftContent['type']>(
  items: readonly { id: string; content: DraftContent }[],
  type: T,
): Content<T>[] {
  return items.filter((item): item is Content<T> => item.content.type === type);
}

async function insertQuestions(
  trx: TenantTransaction,
  organizationId: string,
  items: Content<'question'>[],
) {
  for (const batch of batches(items)) {
    await trx
      .insertInto('questions')
      .values(
        batch.map(({ id, content }) => ({
          organization_id: organizationId,
          item_id: id,
          question_type: content.answerKey.questionType,
          points: content.points,
        })),
      )
      .execute();
    await trx
      .insertInto('question_versions')
      .values(
        batch.map(({ id, content }) => ({
          organization_id: organizationId,
          question_id: id,
          version: 1,
          stem: content.stem,
          answer_key: JSON.stringify(content.answerKey),
          explanation: content.explanation,
          hints: content.hints,
        })),
      )
      .execute();
  }
}

/** The rows of the kinds, for items that were just inserted. */
export async function insertContents(
  trx: TenantTransaction,
  organizationId: string,
  items: readonly { id: string; content: DraftContent }[],
): Promise<void> {
  const key = (id: string) => ({ organization_id: organizationId, item_id: id });
  for (const batch of batches(ofType(items, 'nugget'))) {
    await trx
      .insertInto('nuggets')
      .values(
        batch.map(({ id, content }) => ({
          ...key(id),
          title: content.title,
          text: content.text,
          topics: content.topics,
          estimated_minutes: content.estimatedMinutes,
          prerequisites: content.prerequisites,
          related_concepts: content.relatedConcepts,
        })),
      )
      .execute();
  }
  for (const batch of batches(ofType(items, 'summary'))) {
    await trx
      .insertInto('summaries')
      .values(
        batch.map(({ id, content: { scope, title, text, brief, detailed } }) => ({
          ...key(id),
          scope,
          title,
          text,
          brief,
          detailed,
        })),
      )
      .execute();
  }
  for (const batch of batches(ofType(items, 'flashcard'))) {
    await trx
      .insertInto('flashcards')
      .values(
        batch.map(({ id, content: { style, front, back } }) => ({
          ...key(id),
          style,
          front,
          back,
        })),
      )
      .execute();
  }
  await insertQuestions(trx, organizationId, ofType(items, 'question'));
}
