import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { NewEntry } from './structure.ts';

export type NewSection = {
  id: string;
  assessmentId: string;
  position: number;
  title: string;
  instructions: string;
};

/** Sections of many assessments in one statement. */
export async function insertSectionRows(
  trx: TenantTransaction,
  organizationId: string,
  sections: readonly NewSection[],
): Promise<void> {
  if (sections.length === 0) return;
  await trx
    .insertInto('assessment_sections')
    .values(
      sections.map(({ id, assessmentId, position, title, instructions }) => ({
        organization_id: organizationId,
        id,
        assessment_id: assessmentId,
        position,
        title,
        instructions,
      })),
    )
    .execute();
}

/** Rows of one statement: PostgreSQL takes at most 65,535 parameters. */
const BATCH = 5000;

/** Lines of many assessments, in one statement for each few thousand. */
export async function insertEntryRows(
  trx: TenantTransaction,
  organizationId: string,
  entries: readonly (NewEntry & { assessmentId: string })[],
): Promise<void> {
  for (let start = 0; start < entries.length; start += BATCH) {
    await trx
      .insertInto('assessment_questions')
      .values(
        entries.slice(start, start + BATCH).map((entry) => ({
          organization_id: organizationId,
          id: entry.id,
          assessment_id: entry.assessmentId,
          section_id: entry.sectionId,
          position: entry.position,
          item_id: entry.itemId,
          draw_count: entry.drawCount,
          points: entry.points,
        })),
      )
      .execute();
  }
}

/** What the pools hold, in one statement for all. */
export async function insertPoolRows(
  trx: TenantTransaction,
  organizationId: string,
  questions: readonly { entryId: string; itemId: string }[],
): Promise<void> {
  if (questions.length === 0) return;
  await sql`
    insert into pool_questions (organization_id, entry_id, item_id)
    select ${organizationId}::uuid, q.entry_id, q.item_id
    from unnest(
      ${questions.map(({ entryId }) => entryId)}::uuid[],
      ${questions.map(({ itemId }) => itemId)}::uuid[]
    ) as q (entry_id, item_id)`.execute(trx);
}
