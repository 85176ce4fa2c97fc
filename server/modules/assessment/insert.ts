import type { TenantTransaction } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';
import { tellReadiness } from './edit.ts';
import { insertAssessments } from './repo/assessments.ts';
import { insertEntryRows, insertPoolRows, insertSectionRows } from './repo/insert.ts';
import type { AssessmentSettings } from './settings.ts';

export type PaperInput = {
  lessonId: string;
  settings: Partial<AssessmentSettings>;
  sections: readonly {
    title: string;
    /** Questions out of which so many are asked; all of them where the numbers are equal. */
    pools: readonly { itemIds: readonly string[]; drawCount: number }[];
  }[];
};

/**
 * Makes the assessments of a new course for another module, in its transaction: one statement a
 * table, whatever their number.
 *
 * @param approved whether all questions are: then the lessons are ready, as `insertModules` was
 *   told; else the readiness of each is found out.
 */
export async function insertPapers(
  trx: TenantTransaction,
  { organizationId, courseId }: { organizationId: string; courseId: string },
  papers: readonly PaperInput[],
  { approved }: { approved: boolean },
): Promise<void> {
  const made = papers.map((paper) => ({ ...paper, id: newId() }));
  await insertAssessments(
    trx,
    organizationId,
    made.map(({ id, lessonId, settings }) => ({ id, courseId, lessonId, settings })),
  );
  const sections = made.flatMap((paper) =>
    paper.sections.map(({ title, pools }, index) => ({
      id: newId(),
      assessmentId: paper.id,
      position: index + 1,
      title,
      lines: pools.flatMap(linesOf),
    })),
  );
  await insertSectionRows(trx, organizationId, sections);
  const entries = sections.flatMap(({ id, assessmentId, lines }) =>
    lines.map((line, index) => ({
      ...line,
      id: newId(),
      assessmentId,
      sectionId: id,
      position: index + 1,
      points: null,
    })),
  );
  await insertEntryRows(trx, organizationId, entries);
  await insertPoolRows(
    trx,
    organizationId,
    entries.flatMap(({ id, pool }) => pool.map((itemId) => ({ entryId: id, itemId }))),
  );
  if (!approved) for (const { id } of made) await tellReadiness(trx, organizationId, id);
}

type Line = { itemId: string | null; drawCount: number | null; pool: readonly string[] };

/** A pool of which everything is drawn is as well a row of fixed questions. */
function linesOf({
  itemIds,
  drawCount,
}: {
  itemIds: readonly string[];
  drawCount: number;
}): Line[] {
  return drawCount >= itemIds.length
    ? itemIds.map((itemId) => ({ itemId, drawCount: null, pool: [] }))
    : [{ itemId: null, drawCount, pool: itemIds }];
}
