import { createHash } from 'node:crypto';
import { withTenant } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';
import type { TestApp, TestOrganization } from '../../testing/test-app.ts';
import type { DraftContent, StoredDraft } from './domain/draft.ts';
import { type InsertItemsInput, insertItems } from './repo/insert.ts';

export type BuiltMaterial = { id: string; chunkIds: string[]; conceptIds: string[]; text: string };

const TEXT = 'Osmosis\n\nOsmosis is the movement of water through a membrane. It needs no energy.';

/** A ready material with passages on two pages each and one concept for each passage. */
export async function buildMaterial(
  app: TestApp,
  school: TestOrganization,
  options: { chunks?: number; status?: 'ready' | 'processing' } = {},
): Promise<BuiltMaterial> {
  const id = newId();
  const organizationId = school.id;
  const count = options.chunks ?? 1;
  const positions = Array.from({ length: count }, (_, position) => position);
  const chunkIds = positions.map(() => newId());
  const conceptIds = positions.map(() => newId());
  await withTenant(app.database, school.system, async (trx) => {
    await trx
      .insertInto('materials')
      .values({
        organization_id: organizationId,
        id,
        title: 'Cells',
        source_type: 'text',
        source_name: 'Cells',
        status: options.status ?? 'ready',
        language: 'en',
        checksum: id,
        storage_key: id,
        size_bytes: 10,
        created_by: school.instructor.userId,
      })
      .execute();
    await trx
      .insertInto('material_versions')
      .values({ organization_id: organizationId, material_id: id, version: 1, checksum: id })
      .execute();
    await trx
      .insertInto('chunks')
      .values(
        positions.map((position) => ({
          organization_id: organizationId,
          id: chunkIds[position] as string,
          material_id: id,
          version: 1,
          position,
          kind: 'prose' as const,
          heading: 'Osmosis',
          heading_path: ['Osmosis'],
          text: TEXT,
          start_offset: 0,
          end_offset: TEXT.length,
          page_start: 3,
          page_end: 4,
          word_count: 14,
          blocks: JSON.stringify([
            { kind: 'heading', start: 0, end: 7, level: 1, page: 3 },
            { kind: 'paragraph', start: 9, end: TEXT.length, page: 4 },
          ]),
          content_hash: createHash('sha256').update(`${id} ${position}`).digest('hex'),
        })),
      )
      .execute();
    await trx
      .insertInto('concepts')
      .values(
        conceptIds.map((conceptId, n) => ({
          organization_id: organizationId,
          id: conceptId,
          key: `${conceptId}`,
          name: `Concept ${n}`,
          definition: 'One.',
        })),
      )
      .execute();
  });
  return { id, chunkIds, conceptIds, text: TEXT };
}

export const nugget = (title = 'Osmosis'): DraftContent => ({
  type: 'nugget',
  title,
  text: 'Osmosis is the movement of water through a membrane. It needs no energy.',
  topics: ['osmosis'],
  estimatedMinutes: 0.5,
  prerequisites: [],
  relatedConcepts: [],
});

export const flashcard = (front = 'Osmosis'): DraftContent => ({
  type: 'flashcard',
  style: 'term_to_definition',
  front,
  back: 'The movement of water through a membrane.',
});

export const summary = (title = 'Osmosis in short'): DraftContent => ({
  type: 'summary',
  scope: 'chunk',
  title,
  text: 'Osmosis is the movement of water through a membrane.',
  brief: null,
  detailed: null,
});

export const question = (stem = 'What moves through a membrane in osmosis?'): DraftContent => ({
  type: 'question',
  stem,
  explanation: 'Osmosis is the movement of water through a membrane.',
  hints: ['Think of what cells are full of.'],
  points: 1,
  answerKey: {
    questionType: 'multiple_choice',
    options: [
      { text: 'Water', correct: true, feedback: 'Yes.' },
      { text: 'Salt', correct: false, feedback: 'Salt stays behind.' },
      { text: 'Sugar', correct: false, feedback: 'Sugar stays behind.' },
    ],
  },
});

/** A draft without lints that rests on the first sentence of a passage. */
export function buildDraft(
  material: BuiltMaterial,
  content: DraftContent,
  overrides: Partial<StoredDraft> & { chunk?: number } = {},
): StoredDraft {
  const { chunk = 0, ...rest } = overrides;
  const [start, end] = [9, 62];
  return {
    content,
    citations: [
      {
        chunkId: material.chunkIds[chunk] as string,
        start,
        end,
        quote: material.text.slice(start, end),
      },
    ],
    conceptIds: [material.conceptIds[chunk] as string],
    difficulty: 3,
    quality: 0.9,
    lints: [],
    position: chunk,
    embedding: null,
    embedder: { name: 'none', slot: 'a' },
    ...rest,
  };
}

/** Keeps drafts through the API for generation; everything waits for review unless told otherwise. */
export function buildItems(
  app: TestApp,
  school: TestOrganization,
  material: BuiltMaterial,
  drafts: readonly StoredDraft[],
  reviewPolicy: InsertItemsInput['policy']['reviewPolicy'] = 'review_all',
) {
  return withTenant(app.database, school.system, (trx) =>
    insertItems(trx, {
      organizationId: school.id,
      materialId: material.id,
      language: 'en',
      generationId: null,
      policy: { reviewPolicy, minimumQuality: 0.7 },
      drafts,
      now: new Date(),
    }),
  );
}
