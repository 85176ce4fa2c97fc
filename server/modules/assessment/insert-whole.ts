import type { TenantTransaction } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';
import { tellReadiness } from './edit.ts';
import { insertAssessments } from './repo/assessments.ts';
import { insertWhole } from './repo/insert-whole.ts';
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
 * Makes assessments of new lessons, with a statement a table, and tells the course of each whether
 * its lesson can be published. Returns their ids in order.
 */
export async function insertWholeAssessments(
  trx: TenantTransaction,
  organizationId: string,
  inputs: readonly AssessmentInput[],
): Promise<string[]> {
  const made = inputs.map((input) => ({ ...input, id: newId() }));
  await insertAssessments(trx, organizationId, made);
  await insertWhole(
    trx,
    organizationId,
    made.map(({ id, sections }) => ({
      id,
      sections: sections.map(({ title = '', instructions = '', entries }) => ({
        id: newId(),
        title,
        instructions,
        entries: entries.map((entry) => ({
          id: newId(),
          points: entry.points ?? null,
          ...('pool' in entry
            ? { itemId: null, drawCount: entry.drawCount, pool: entry.pool }
            : { itemId: entry.itemId, drawCount: null, pool: [] }),
        })),
      })),
    })),
  );
  for (const { id } of made) await tellReadiness(trx, organizationId, id);
  return made.map(({ id }) => id);
}
