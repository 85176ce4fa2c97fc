import type { z } from 'zod';
import type { createProposedCourse } from '../../../../contracts/authoring.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { insertCourse, insertModules, type LessonInput } from '../../courses/index.ts';
import { blueprintOf, type LessonPlan, waitingItems } from '../domain/blueprint.ts';
import * as repo from '../repo/proposals.ts';
import { type LessonAssessment, writeAssessments } from './assessments.ts';
import { type Author, type OpenProposal, openProposal } from './view.ts';

type Waiting = z.output<typeof createProposedCourse.body>['waiting'];
type Created = z.output<typeof createProposedCourse.response>;

const MOST_TAGS = 10;

function lessonInput(id: string, plan: LessonPlan): LessonInput {
  if (plan.kind === 'assessment')
    return { id, kind: 'assessment', title: plan.title, estimatedMinutes: plan.minutes };
  const { title, summary, objectives, content } = plan;
  return { id, kind: 'article', title, summary, objectives, document: content };
}

/** Tags of the materials that most of them have come first. */
function tagsOf(materials: readonly { tags: string[] }[]): string[] {
  const counts = new Map<string, number>();
  for (const tag of materials.flatMap(({ tags }) => tags))
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_TAGS)
    .map(([tag]) => tag);
}

/** What the course is made of, without what waits where the author leaves that out. */
function blueprint({ row, tree, facts, options }: OpenProposal, waiting: Waiting) {
  const waits = waitingItems(tree, facts);
  const leftOut = waiting === 'keep' ? [] : waits;
  const left = new Set(leftOut.map(({ id }) => id));
  const kept = new Map([...facts].filter(([id]) => !left.has(id)));
  const modules = blueprintOf(tree, kept, options, row.language);
  if (modules.length === 0)
    throw new AppError(
      'conflict',
      waits.length > 0
        ? 'Every item of this course waits for review, so nothing would be in it. Approve some of them first; nothing was made.'
        : 'Nothing is left in this course that could be learned. Put lessons back, or propose it anew; nothing was made.',
    );
  return { modules, leftOut: leftOut.length };
}

export function createCourseMaker({ database }: Pick<Deps, 'database'>) {
  /**
   * Makes the course, its lessons and assessments in one transaction. The row of the proposal is
   * held, so that of two requests the second gets the course of the first.
   *
   * @throws AppError `not_found`, `conflict` where nothing would be in the course.
   */
  return (author: Author, id: string, waiting: Waiting): Promise<Created> =>
    withTenant(database, author, async (trx) => {
      const proposal = await openProposal(trx, author, id, true);
      const { row } = proposal;
      if (row.course_id !== null) return { courseId: row.course_id, leftOut: 0 };
      if (row.status === 'created')
        throw new AppError(
          'conflict',
          'The course of this proposal was erased. Propose it anew from its materials.',
        );
      const { organizationId, userId } = author;
      const { modules, leftOut } = blueprint(proposal, waiting);
      const materials = await repo.listProposalMaterials(trx, { organizationId, id });
      const courseId = await insertCourse(trx, {
        organizationId,
        ownerId: userId,
        title: row.title,
        description: row.description,
        difficulty: row.level,
        language: row.language,
        category: materials.find(({ subject }) => subject?.trim())?.subject ?? null,
        tags: tagsOf(materials),
        objectives: row.objectives,
      });
      const assessments: LessonAssessment[] = [];
      await insertModules(
        trx,
        { organizationId, courseId },
        modules.map(({ title, description, lessons }) => ({
          title,
          description,
          lessons: lessons.map((plan) => {
            const lessonId = newId();
            if (plan.kind === 'assessment') assessments.push({ lessonId, plan });
            return lessonInput(lessonId, plan);
          }),
        })),
      );
      await writeAssessments(trx, { organizationId, courseId }, assessments);
      await repo.markCreated(trx, { organizationId, id, courseId });
      return { courseId, leftOut };
    });
}
