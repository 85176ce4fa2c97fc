import type { TenantTransaction } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';
import { tellReadiness } from './edit.ts';
import { insertAssessments } from './repo/assessments.ts';
import { insertEntryRows, insertPoolRows, insertSectionRows } from './repo/insert-whole.ts';
import type { AssessmentSettings } from './settings.ts';

/** An assessment with all that it asks, for modules that make whole courses. */
export type AssessmentInput = {
  courseId: string;
  /** A lesson of kind assessment that has none yet. */
  lessonId: string;
  settings: Partial<AssessmentSettings>;
  sections: readonly {
    title?: string;
    instructions?: string;
    /** Fixed questions, or a pool; each question once in an assessment. */
    entries: readonly (
      | { itemId: string; points?: number }
      | { pool: readonly string[]; drawCount: number; points?: number }
    )[];
  }[];
};

/**
 * Makes assessments of new lessons, with a statement a table, whatever their number.
 *
 * @param ready whether their lessons were inserted as ready, since all questions are approved; else
 *   the course of each is told whether its lesson can be published.
 * @returns their ids in order.
 */
export async function insertWholeAssessments(
  trx: TenantTransaction,
  organizationId: string,
  inputs: readonly AssessmentInput[],
  { ready = false }: { ready?: boolean } = {},
): Promise<string[]> {
  const made = inputs.map((input) => ({ ...input, id: newId() }));
  await insertAssessments(trx, organizationId, made);
  const sections = made.flatMap((assessment) =>
    assessment.sections.map(({ title = '', instructions = '', entries }, index) => ({
      id: newId(),
      assessmentId: assessment.id,
      position: index + 1,
      title,
      instructions,
      entries,
    })),
  );
  await insertSectionRows(trx, organizationId, sections);
  const entries = sections.flatMap((section) =>
    section.entries.map((entry, index) => ({
      id: newId(),
      assessmentId: section.assessmentId,
      sectionId: section.id,
      position: index + 1,
      points: entry.points ?? null,
      ...('pool' in entry
        ? { itemId: null, drawCount: entry.drawCount, pool: entry.pool }
        : { itemId: entry.itemId, drawCount: null, pool: [] }),
    })),
  );
  await insertEntryRows(trx, organizationId, entries);
  await insertPoolRows(
    trx,
    organizationId,
    entries.flatMap(({ id, pool }) => pool.map((itemId) => ({ entryId: id, itemId }))),
  );
  if (!ready) for (const { id } of made) await tellReadiness(trx, organizationId, id);
  return made.map(({ id }) => id);
}
