import { CompiledQuery } from 'kysely';
import type { z } from 'zod';
import * as contracts from '../../../../contracts/assessment.ts';
import * as courses from '../../../../contracts/courses.ts';
import type { AnswerKey } from '../../../../contracts/items.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { TestApp, TestOrganization, TestPerson } from '../../../testing/test-app.ts';
import { type BuiltMaterial, buildDraft, buildItems } from '../../items/builders.testing.ts';

export const at = (revision: number) => ({ 'if-match': `"${revision}"` });

/** A clock that tests push forward. */
export function movableClock() {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    pass(milliseconds: number) {
      ahead += milliseconds;
    },
  };
}

export const choice = (texts: string[], right = 0): AnswerKey => ({
  questionType: 'multiple_choice',
  options: texts.map((text, index) => ({ text, correct: index === right, feedback: '' })),
});

export const essay: AnswerKey = {
  questionType: 'essay',
  rubric: [
    { criterion: 'Cause', description: 'Names the cause.', points: 3 },
    { criterion: 'Effect', description: 'Names the effect.', points: 2 },
  ],
  sampleAnswer: 'Water follows the salt.',
};

/** Approved questions of a material; their ids in order. */
export async function approvedQuestions(
  app: TestApp,
  school: TestOrganization,
  material: BuiltMaterial,
  questions: { stem: string; key: AnswerKey }[],
): Promise<string[]> {
  const { insertedIds } = await buildItems(
    app,
    school,
    material,
    questions.map(({ stem, key }) =>
      buildDraft(material, {
        type: 'question',
        stem,
        explanation: 'So it says.',
        hints: [],
        points: key.questionType === 'essay' ? 5 : 1,
        answerKey: key,
      }),
    ),
    'publish_all',
  );
  return insertedIds;
}

export type BuiltAssessment = {
  courseId: string;
  lessonId: string;
  id: string;
  enrol(...people: TestPerson[]): Promise<void>;
};

type Settings = z.input<typeof contracts.patchAssessment.body>;

/** A published course of one lesson: an assessment of these questions and rules. */
export async function buildAssessment(
  app: TestApp,
  school: TestOrganization,
  { itemIds = [], settings = {} }: { itemIds?: string[]; settings?: Settings },
): Promise<BuiltAssessment> {
  const author = school.instructor;
  const course = (await author.call(courses.createCourse, { body: { title: 'Biology' } })).body;
  const { body: withModule } = await author.call(courses.addModule, {
    params: { id: course.id },
    body: { title: 'Cells' },
    headers: at(course.revision),
  });
  const { body: withLesson } = await author.call(courses.addLesson, {
    params: { id: course.id, moduleId: withModule.moduleId },
    body: { kind: 'assessment', title: 'Exam' },
    headers: at(withModule.course.revision),
  });
  const { lessonId } = withLesson;
  const made = await author.call(contracts.createAssessment, {
    params: { id: course.id, lessonId },
    body: { kind: settings.kind ?? 'exam' },
  });
  const params = { id: made.body.id };
  const patched = await author.call(contracts.patchAssessment, {
    params,
    body: settings,
    headers: at(made.body.revision),
  });
  if (patched.status !== 200) throw new Error(JSON.stringify(patched.problem));
  if (itemIds.length > 0) {
    const added = await author.call(contracts.addQuestions, {
      params,
      body: { questions: { itemIds } },
    });
    if (added.status !== 201) throw new Error(JSON.stringify(added.problem));
  }
  await publish(school, course.id);
  return {
    courseId: course.id,
    lessonId,
    id: made.body.id,
    enrol: (...people) => enrol(app, school, course.id, people),
  };
}

export async function publish(school: TestOrganization, courseId: string): Promise<void> {
  const author = school.instructor;
  const { body: draft } = await author.call(courses.getCourse, { params: { id: courseId } });
  const published = await author.call(courses.publishCourse, {
    params: { id: courseId },
    body: {},
    headers: at(draft.revision),
  });
  if (published.status !== 200) throw new Error(JSON.stringify(published.problem));
}

export async function enrol(
  app: TestApp,
  school: TestOrganization,
  courseId: string,
  people: readonly { userId: string }[],
): Promise<void> {
  await withTenant(app.database, school.system, (trx) =>
    trx
      .insertInto('course_enrollments')
      .values(
        people.map(({ userId }) => ({
          organization_id: school.id,
          course_id: courseId,
          user_id: userId,
          status: 'active' as const,
          source: 'instructor' as const,
          enrolled_at: new Date(),
        })),
      )
      .execute(),
  );
}

/** Rows as the platform itself sees them: on PostgreSQL nobody else reads past row security. */
export function query<T = Record<string, unknown>>(
  app: TestApp,
  school: TestOrganization,
  text: string,
  parameters: readonly unknown[],
): Promise<T[]> {
  return withTenant(app.database, school.system, async (trx) => {
    const { rows } = await trx.executeQuery<T>(CompiledQuery.raw(text, [...parameters]));
    return rows;
  });
}
