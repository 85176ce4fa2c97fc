import type { AnswerKey } from '../../../../contracts/items.ts';
import type { Database } from '../../../db/database.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import { newId } from '../../../ids.ts';

export type BuiltLibrary = {
  materialId: string;
  conceptIds: string[];
  nuggetIds: string[];
  cardIds: string[];
  questionIds: string[];
};

export const SECRET = 'ribosome';
const QUOTE = `The ${SECRET} makes proteins.`;

type Options = {
  /** Each concept gets a nugget, a card and four questions, one of each type. */
  concepts?: number;
  status?: 'approved' | 'in_review';
};

/** A ready material with concepts and items, as ingestion and review would leave it. */
export async function buildLibrary(
  database: Database,
  { system, userId }: { system: TenantContext; userId: string },
  { concepts = 3, status = 'approved' }: Options = {},
): Promise<BuiltLibrary> {
  return withTenant(database, system, async (trx) => {
    const organization_id = system.organizationId;
    const materialId = newId();
    await trx
      .insertInto('materials')
      .values({
        organization_id,
        id: materialId,
        title: 'Cells',
        source_type: 'text',
        source_name: 'cells.txt',
        status: 'ready',
        checksum: newId(),
        storage_key: `${organization_id}/${materialId}`,
        size_bytes: 1234,
        created_by: userId,
      })
      .execute();
    await trx
      .insertInto('material_versions')
      .values({ organization_id, material_id: materialId, version: 1, checksum: newId() })
      .execute();
    const built: BuiltLibrary = {
      materialId,
      conceptIds: [],
      nuggetIds: [],
      cardIds: [],
      questionIds: [],
    };
    for (let index = 0; index < concepts; index += 1) {
      await buildConcept(trx, built, { organization_id, index, status });
    }
    return built;
  });
}

async function buildConcept(
  trx: TenantTransaction,
  built: BuiltLibrary,
  at: { organization_id: string; index: number; status: 'approved' | 'in_review' },
): Promise<void> {
  const { organization_id, index } = at;
  const chunkId = newId();
  await trx
    .insertInto('chunks')
    .values({
      organization_id,
      id: chunkId,
      material_id: built.materialId,
      version: 1,
      position: index,
      kind: 'prose',
      heading: 'Organelles',
      text: QUOTE,
      start_offset: index * 100,
      end_offset: index * 100 + QUOTE.length,
      blocks: '[]',
      word_count: 4,
      content_hash: newId(),
    })
    .execute();
  const conceptId = newId();
  built.conceptIds.push(conceptId);
  const name = index === 0 ? SECRET : `concept ${index}`;
  await trx
    .insertInto('concepts')
    .values({
      organization_id,
      id: conceptId,
      key: `${name}-${conceptId}`,
      name,
      definition: QUOTE,
    })
    .execute();
  const insert = (type: 'nugget' | 'flashcard' | 'question', title: string) =>
    insertItem(trx, { ...at, materialId: built.materialId, chunkId, conceptId, type, title });

  const nugget = await insert('nugget', `Nugget ${index}`);
  built.nuggetIds.push(nugget);
  await trx
    .insertInto('nuggets')
    .values({ organization_id, item_id: nugget, title: 'N', text: QUOTE, estimated_minutes: 1 })
    .execute();

  const card = await insert('flashcard', 'What makes proteins?');
  built.cardIds.push(card);
  await trx
    .insertInto('flashcards')
    .values({
      organization_id,
      item_id: card,
      style: 'definition_to_term',
      front: 'What makes proteins?',
      back: SECRET,
    })
    .execute();

  for (const key of KEYS) {
    const question = await insert('question', 'Proteins are made by ____.');
    built.questionIds.push(question);
    await trx
      .insertInto('questions')
      .values({ organization_id, item_id: question, question_type: key.questionType })
      .execute();
    await trx
      .insertInto('question_versions')
      .values({
        organization_id,
        question_id: question,
        version: 1,
        stem: 'Proteins are made by ____.',
        answer_key: JSON.stringify(key),
        explanation: `It is the ${SECRET}.`,
        hints: [`Begins with ${SECRET.slice(0, 1)}.`],
      })
      .execute();
  }
}

const KEYS: readonly AnswerKey[] = [
  {
    questionType: 'multiple_choice',
    options: [
      { text: 'Right option', correct: true, feedback: 'Yes.' },
      { text: 'Wrong option', correct: false, feedback: 'That one stores energy.' },
      { text: 'Other option', correct: false, feedback: 'No.' },
    ],
  },
  {
    questionType: 'true_false',
    options: [
      { text: 'True', correct: true, feedback: 'Yes.' },
      { text: 'False', correct: false, feedback: 'No.' },
    ],
  },
  { questionType: 'fill_blank', gaps: [{ accepted: [SECRET] }] },
  { questionType: 'short_answer', accepted: [SECRET] },
];

async function insertItem(
  trx: TenantTransaction,
  item: {
    organization_id: string;
    index: number;
    status: 'approved' | 'in_review';
    materialId: string;
    chunkId: string;
    conceptId: string;
    type: 'nugget' | 'flashcard' | 'question';
    title: string;
  },
): Promise<string> {
  const { organization_id } = item;
  const id = newId();
  await trx
    .insertInto('items')
    .values({
      organization_id,
      id,
      type: item.type,
      material_id: item.materialId,
      status: item.status,
      title: item.title,
      body: '',
      difficulty: 3,
      quality: 0.9,
      position: item.index,
      draft_key: id,
      approved_at: item.status === 'approved' ? new Date() : null,
    })
    .execute();
  await trx
    .insertInto('item_concepts')
    .values({ organization_id, item_id: id, concept_id: item.conceptId })
    .execute();
  await trx
    .insertInto('item_sources')
    .values({
      organization_id,
      id: newId(),
      item_id: id,
      position: 0,
      chunk_id: item.chunkId,
      start_offset: 0,
      end_offset: QUOTE.length,
      quote: QUOTE,
    })
    .execute();
  return id;
}
