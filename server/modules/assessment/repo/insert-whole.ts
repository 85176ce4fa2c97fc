import type { TenantTransaction } from '../../../db/tenant.ts';

type NewSection = {
  id: string;
  title: string;
  instructions: string;
  entries: readonly {
    id: string;
    itemId: string | null;
    drawCount: number | null;
    points: number | null;
    pool: readonly string[];
  }[];
};

/** Sections, lines and pools of new assessments: a statement a table. */
export async function insertWhole(
  trx: TenantTransaction,
  organizationId: string,
  assessments: readonly { id: string; sections: readonly NewSection[] }[],
): Promise<void> {
  const sections = assessments.flatMap((assessment) =>
    assessment.sections.map((section, index) => ({ assessment, section, position: index + 1 })),
  );
  if (sections.length === 0) return;
  await trx
    .insertInto('assessment_sections')
    .values(
      sections.map(({ assessment, section, position }) => ({
        organization_id: organizationId,
        id: section.id,
        assessment_id: assessment.id,
        position,
        title: section.title,
        instructions: section.instructions,
      })),
    )
    .execute();
  const entries = sections.flatMap(({ assessment, section }) =>
    section.entries.map((entry, index) => ({ assessment, section, entry, position: index + 1 })),
  );
  if (entries.length === 0) return;
  await trx
    .insertInto('assessment_questions')
    .values(
      entries.map(({ assessment, section, entry, position }) => ({
        organization_id: organizationId,
        id: entry.id,
        assessment_id: assessment.id,
        section_id: section.id,
        position,
        item_id: entry.itemId,
        draw_count: entry.drawCount,
        points: entry.points,
      })),
    )
    .execute();
  const pooled = entries.flatMap(({ entry }) =>
    entry.pool.map((itemId) => ({
      organization_id: organizationId,
      entry_id: entry.id,
      item_id: itemId,
    })),
  );
  if (pooled.length > 0) await trx.insertInto('pool_questions').values(pooled).execute();
}
