import type { DemoSubmission } from '../../../../demo/class.ts';
import type { TenantContext } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import {
  createSubmissionGradingService,
  createSubmissionsService,
} from '../../assessment/index.ts';
import { createModelAids } from '../../generation/index.ts';
import type { BuiltCourse, Teacher } from './built.ts';
import { depsAt, PastClock } from './past.ts';

const DAY_MS = 86_400_000;

/** Lets somebody hand in their work for an assignment, and the teacher grade what is graded. */
export async function handIn(
  deps: Deps,
  learner: TenantContext & { userId: string },
  teacher: Teacher,
  { assessmentIds }: BuiltCourse,
  { lesson, daysAgo, text, graded }: DemoSubmission,
): Promise<void> {
  const ago = (days: number) => new Date(deps.clock.now().getTime() - days * DAY_MS);
  const clock = new PastClock(ago(daysAgo));
  const at = depsAt(deps, clock);
  const submissions = createSubmissionsService(at);
  const draft = await submissions.start(learner, assessmentIds.get(lesson) ?? '');
  const written = await submissions.patch(learner, draft.id, draft.revision, text);
  await submissions.submit(learner, written.id);
  if (graded === null) return;
  clock.set(ago(graded.daysAgo));
  const grading = createSubmissionGradingService(at, createModelAids(at));
  for (const { quote, text: remark } of graded.remarks) {
    const start = text.indexOf(quote);
    const range = { start, end: start + quote.length };
    await grading.addComment(teacher, draft.id, { range, fileId: null, text: remark });
  }
  await grading.grade(teacher, draft.id, null, {
    criteria: graded.points.map((points) => ({ points, comment: '' })),
    feedback: graded.comment,
  });
}
