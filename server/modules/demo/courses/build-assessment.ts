import type { DemoAssessment, DemoAssignment } from '../../../../demo/courses/course.ts';
import type { Deps } from '../../../deps.ts';
import { createSettingsService, createStructureService } from '../../assessment/index.ts';
import type { Teacher } from './built.ts';

/**
 * Makes the assessment of a lesson by the steps that its author would take, all but its time limit:
 * see `limitTime`.
 */
export async function buildAssessment(
  deps: Deps,
  teacher: Teacher,
  lesson: { courseId: string; lessonId: string },
  serves: DemoAssessment | DemoAssignment,
  itemIds: ReadonlyMap<string, string>,
): Promise<void> {
  const settings = createSettingsService(deps);
  const structure = createStructureService(deps);
  const kind = serves.kind === 'assignment' ? 'assignment' : serves.form;
  const { id, revision } = await settings.create(teacher, lesson, kind);
  const edit = { id, ifMatch: null };
  const { instructions, passingScore, maxAttempts } = serves;
  const rules = { instructions, passingScore, maxAttempts };
  if (serves.kind === 'assignment') {
    await settings.patch(teacher, id, revision, {
      ...rules,
      gradingCriteria: [...serves.rubric],
      weight: 2,
    });
    return;
  }
  const isExam = serves.form === 'exam';
  await settings.patch(teacher, id, revision, {
    ...rules,
    shuffleQuestions: isExam,
    weight: isExam ? 3 : 1,
  });
  for (const { title, draw, questions } of serves.sections) {
    const { sections } = await structure.addSection(teacher, edit, { title });
    const ids = questions.map((key) => itemIds.get(key) ?? '');
    const body = { sectionId: sections.at(-1)?.id, questions: { itemIds: ids }, points: null };
    if (draw === 'all') await structure.addQuestions(teacher, edit, body);
    else await structure.addPool(teacher, edit, { ...body, drawCount: draw });
  }
}

/**
 * Sets the time limit of an assessment, after everybody of the demo has taken it: what hands in
 * attempts whose time is over would find those of weeks ago while they are written.
 */
export async function limitTime(
  deps: Deps,
  teacher: Teacher,
  lesson: { courseId: string; lessonId: string },
  timeLimitMinutes: number,
): Promise<void> {
  const settings = createSettingsService(deps);
  const { id, revision } = await settings.create(teacher, lesson, 'exam');
  await settings.patch(teacher, id, revision, { timeLimitMinutes });
}
