import type { z } from 'zod';
import type {
  Assessment,
  AssessmentKind,
  patchAssessment,
} from '../../../../contracts/assessment.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import {
  type Author,
  editAssessment,
  readAssessment,
  refuseStrangers,
  tellReadiness,
} from '../edit.ts';
import * as repo from '../repo/assessments.ts';
import type { AssessmentSettings } from '../settings.ts';

type Patch = z.output<typeof patchAssessment.body>;

/** Making an assessment and changing its rules. */
export function createSettingsService({ database }: Pick<Deps, 'database'>) {
  return {
    /** @throws AppError `not_found`, `forbidden`, `conflict` for a lesson of another kind. */
    create(
      author: Author,
      key: { courseId: string; lessonId: string },
      kind: AssessmentKind,
    ): Promise<Assessment> {
      return withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const lesson = await repo.selectOptionalLesson(trx, { organizationId, ...key });
        if (!lesson) throw notFound('lesson in this course');
        refuseStrangers(author, lesson);
        if (lesson.kind !== 'assessment')
          throw new AppError('conflict', 'Only a lesson of kind assessment can have one.');
        if (lesson.assessmentId === null) {
          await repo.insertAssessments(trx, organizationId, [
            { id: newId(), ...key, settings: { kind } },
          ]);
        }
        // Another request may have been quicker: its assessment is the one.
        const made = await repo.selectOptionalLesson(trx, { organizationId, ...key });
        if (!made?.assessmentId) throw notFound('assessment');
        await tellReadiness(trx, organizationId, made.assessmentId);
        return readAssessment(trx, organizationId, made.assessmentId);
      });
    },

    get(author: Author, id: string): Promise<Assessment> {
      return withTenant(database, author, (trx) => readAssessment(trx, author.organizationId, id));
    },

    /** @throws AppError `precondition_required`, `edit_conflict`, `invalid_request`. */
    patch(author: Author, id: string, ifMatch: number | null, patch: Patch): Promise<Assessment> {
      if (ifMatch === null)
        throw new AppError('precondition_required', 'Send If-Match with the revision you edited.');
      return editAssessment(database, author, { id, ifMatch }, async (trx, row) => {
        const settings = settingsOf(patch);
        const next = { ...row, ...settings };
        const problem = settingsProblem(next);
        if (problem) throw new AppError('invalid_request', problem.message, [problem]);
        const { categoryId } = settings;
        const key = { organizationId: author.organizationId, courseId: row.courseId };
        if (categoryId && !(await repo.categoryExists(trx, { ...key, categoryId })))
          throw notFound('category in this gradebook');
        await repo.updateAssessment(trx, { organizationId: author.organizationId, id }, settings);
        if (settings.closesAt !== undefined)
          await repo.updateLastClosing(trx, { organizationId: author.organizationId, id });
        return undefined;
      });
    },
  };
}

export type SettingsService = ReturnType<typeof createSettingsService>;

const date = (text: string | null | undefined): Date | null | undefined =>
  typeof text === 'string' ? new Date(text) : text;

/** Settings that a request names, with times as dates. */
function settingsOf(patch: Patch): Partial<AssessmentSettings> {
  const named = {
    ...patch,
    opensAt: date(patch.opensAt),
    dueAt: date(patch.dueAt),
    closesAt: date(patch.closesAt),
  };
  return Object.fromEntries(
    Object.entries(named).filter(([, value]) => value !== undefined),
  ) as Partial<AssessmentSettings>;
}

/** What does not go together, as field and words; the database holds the same. */
function settingsProblem(settings: AssessmentSettings): { path: string; message: string } | null {
  const { opensAt, dueAt, closesAt } = settings;
  if (opensAt !== null && closesAt !== null && opensAt >= closesAt)
    return { path: 'closesAt', message: 'It must close after it opens.' };
  if (dueAt !== null && closesAt !== null && dueAt > closesAt)
    return { path: 'dueAt', message: 'It cannot be due after it closes.' };
  if (dueAt !== null && opensAt !== null && dueAt <= opensAt)
    return { path: 'dueAt', message: 'It cannot be due before it opens.' };
  if (!settings.allowBack && settings.questionLayout !== 'one')
    return { path: 'allowBack', message: 'Without going back it takes one question a page.' };
  if (settings.showAnswers === 'after_close' && closesAt === null)
    return { path: 'showAnswers', message: 'To tell answers after it closes it must close.' };
  return null;
}
