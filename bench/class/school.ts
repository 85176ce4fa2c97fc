import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import * as assessments from '../../contracts/assessment.ts';
import * as courses from '../../contracts/courses.ts';
import * as enrolment from '../../contracts/enrolment.ts';
import { bulkReview } from '../../contracts/items.ts';
import {
  type BodyInputOf,
  type ResponseOf,
  type RouteContract,
  urlOf,
} from '../../contracts/route.ts';
import { withTenant } from '../../server/db/tenant.ts';
import type { Deps } from '../../server/deps.ts';
import { newId } from '../../server/ids.ts';

const QUESTIONS = 16;

/** The cookie of a session, signed as the server does it: a class need not hash 500 passwords. */
function cookieOf({ secret }: Pick<Deps, 'secret'>, token: string): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `lectern.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}

/** People of an organization who are signed in; their ids and cookies. */
export async function addPeople(
  deps: Deps,
  organizationId: string,
  role: 'instructor' | 'learner',
  count: number,
): Promise<{ ids: string[]; cookies: string[] }> {
  const ids = Array.from({ length: count }, newId);
  const tokens = ids.map((id) => `bench-${id}`);
  const { pool } = deps.database;
  await pool.query(
    `insert into users (id, name, email)
     select u, 'Learner', u || '@example.org' from unnest($1::uuid[]) u`,
    [ids],
  );
  const system = { organizationId, userId: null, role: 'system' } as const;
  await withTenant(deps.database, system, async (trx) => {
    await sql`
      insert into memberships (organization_id, user_id, role)
      select ${organizationId}, u, ${role}::member_role from unnest(${ids}::uuid[]) u`.execute(trx);
    await sql`
      insert into learners (organization_id, user_id)
      select ${organizationId}, u from unnest(${ids}::uuid[]) u`.execute(trx);
  });
  await pool.query(
    `insert into auth_sessions (id, user_id, token, expires_at)
     select gen_random_uuid(), u.id, u.token, now() + interval '1 day'
     from unnest($1::uuid[], $2::text[]) as u (id, token)`,
    [ids, tokens],
  );
  return { ids, cookies: tokens.map((token) => cookieOf(deps, token)) };
}

/** A published course with one exam of 16 questions, and everybody in it; the id of the exam. */
export async function makeExam(
  origin: string,
  teacher: string,
  learners: readonly string[],
): Promise<string> {
  async function call<R extends RouteContract>(
    contract: R,
    input: { params?: Record<string, string>; body?: BodyInputOf<R>; revision?: number },
  ): Promise<ResponseOf<R>> {
    const answer = await fetch(`${origin}${urlOf(contract, input.params)}`, {
      method: contract.method,
      headers: {
        cookie: teacher,
        'content-type': 'application/json',
        ...(input.revision === undefined ? {} : { 'if-match': `"${input.revision}"` }),
      },
      ...(contract.method === 'GET' ? {} : { body: JSON.stringify(input.body ?? {}) }),
    });
    if (!answer.ok) throw new Error(`${contract.path}: ${await answer.text()}`);
    return (await answer.json()) as ResponseOf<R>;
  }
  const course = await call(courses.createCourse, { body: { title: 'Statistics' } });
  const { moduleId, course: second } = await call(courses.addModule, {
    params: { id: course.id },
    body: { title: 'Samples' },
    revision: course.revision,
  });
  const { lessonId } = await call(courses.addLesson, {
    params: { id: course.id, moduleId },
    body: { kind: 'assessment', title: 'Exam' },
    revision: second.revision,
  });
  const exam = await call(assessments.createAssessment, {
    params: { id: course.id, lessonId },
    body: { kind: 'exam' },
  });
  await call(assessments.patchAssessment, {
    params: { id: exam.id },
    body: { maxAttempts: null, timeLimitMinutes: 60, shuffleQuestions: true },
    revision: exam.revision,
  });
  const itemIds: string[] = [];
  for (let n = 1; n <= QUESTIONS; n += 1) {
    const { id } = await call(assessments.writeQuestion, {
      params: { id: course.id },
      body: {
        stem: `Which of the samples is the one that question ${n} describes?`,
        answerKey: {
          questionType: 'multiple_choice',
          options: ['first', 'second', 'third', 'fourth'].map((word, index) => ({
            text: `The ${word} sample of ${n}`,
            correct: index === n % 4,
            feedback: '',
          })),
        },
      },
    });
    itemIds.push(id);
  }
  await call(bulkReview, { body: { decision: 'approve', itemIds } });
  await call(assessments.addQuestions, {
    params: { id: exam.id },
    body: { questions: { itemIds } },
  });
  const draft = await call(courses.getCourse, { params: { id: course.id } });
  await call(courses.publishCourse, {
    params: { id: course.id },
    revision: draft.revision,
  });
  for (let from = 0; from < learners.length; from += enrolment.ENROL_LIMIT)
    await call(enrolment.enrolPeople, {
      params: { id: course.id },
      body: { userIds: learners.slice(from, from + enrolment.ENROL_LIMIT) },
    });
  return exam.id;
}
