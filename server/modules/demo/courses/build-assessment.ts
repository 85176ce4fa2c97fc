import type { AssessmentKind } from '../../../../contracts/assessment.ts';
import type { DemoAssessment, DemoAssignment } from '../../../../demo/courses/course.ts';
import type { Deps } from '../../../deps.ts';
import { type AssessmentInput, createSettingsService } from '../../assessment/index.ts';
import type { Teacher } from './built.ts';

type Serves = DemoAssessment | DemoAssignment;

/** Shares of the course grade. */
const WEIGHTS: Record<AssessmentKind, number> = { quiz: 1, assignment: 2, project: 2, exam: 3 };

/** The assessment of a lesson, all but its time limit: see `limitTime`. */
export function assessmentInput(
  lesson: { courseId: string; lessonId: string },
  serves: Serves,
  itemIds: ReadonlyMap<string, string>,
): AssessmentInput {
  const kind: AssessmentKind = serves.kind === 'assignment' ? 'assignment' : serves.form;
  const { instructions, passingScore, maxAttempts } = serves;
  const settings = { kind, instructions, passingScore, maxAttempts, weight: WEIGHTS[kind] };
  if (serves.kind === 'assignment') {
    return {
      ...lesson,
      settings: { ...settings, gradingCriteria: [...serves.rubric] },
      sections: [],
    };
  }
  return {
    ...lesson,
    settings: { ...settings, shuffleQuestions: kind === 'exam' },
    sections: serves.sections.map(({ title, draw, questions }) => {
      const ids = questions.map((key) => itemIds.get(key) ?? '');
      return {
        title,
        entries:
          draw === 'all' ? ids.map((itemId) => ({ itemId })) : [{ pool: ids, drawCount: draw }],
      };
    }),
  };
}

/**
 * Sets the time limit of an assessment, after everybody of the demo has taken it: what hands in
 * attempts whose time is over would find those of weeks ago while they are written.
 */
export async function limitTime(
  deps: Deps,
  teacher: Teacher,
  assessmentId: string,
  timeLimitMinutes: number,
): Promise<void> {
  const settings = createSettingsService(deps);
  const { revision } = await settings.get(teacher, assessmentId);
  await settings.patch(teacher, assessmentId, revision, { timeLimitMinutes });
}
