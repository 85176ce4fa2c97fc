import { type DemoStudy, demoSubmissions } from '../../../../demo/class.ts';
import { type TenantContext, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { createAttemptsService } from '../../assessment/index.ts';
import { completeLesson, enrolPeople, recordProgress } from '../../enrolment/index.ts';
import { answerOf, spread } from './answers.ts';
import type { BuiltCourse, Teacher } from './built.ts';
import { handIn } from './hand-in.ts';
import { depsAt, PastClock } from './past.ts';
import { fractionOf, type Visit, visitsOf } from './plan.ts';
import { watch } from './watch.ts';

type Learner = TenantContext & { userId: string };

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** Takes an assessment as often as the visit says, by the steps that a learner's browser takes. */
async function takeAssessment(
  deps: Deps,
  clock: PastClock,
  learner: Learner,
  built: BuiltCourse,
  { lesson, start, end, attempts }: Visit,
): Promise<void> {
  const service = createAttemptsService(depsAt(deps, clock));
  const keys = new Map(
    Object.values(built.course.questions).map(({ stem, answerKey }) => [stem, answerKey]),
  );
  const lessonId = built.lessonIds.get(lesson.key) ?? '';
  clock.set(start);
  const { id } = await service.view(learner, { courseId: built.id, lessonId });
  const length = (end.getTime() - start.getTime()) / Math.max(1, attempts.length) - MINUTE_MS;
  for (const share of attempts) {
    const begin = clock.now().getTime();
    const paper = await service.start(learner, id);
    const turn = Math.floor(fractionOf(`${lesson.key} ${share}`) * paper.questionCount);
    const right = spread(paper.questionCount, share, turn);
    for (const [index, { position, question }] of paper.questions.entries()) {
      const key = keys.get(question.stem);
      if (!key) continue;
      const part = length / paper.questions.length;
      clock.set(new Date(begin + part * (index + 1)));
      await service.save(
        learner,
        { id: paper.id, position },
        {
          answer: answerOf(question, key, right[index] ?? true),
          revision: clock.now().getTime(),
          elapsedMs: Math.round(part),
        },
      );
    }
    await service.submit(learner, paper.id);
    clock.set(new Date(clock.now().getTime() + MINUTE_MS));
  }
}

async function takeVisit(
  deps: Deps,
  clock: PastClock,
  learner: Learner,
  built: BuiltCourse,
  visit: Visit,
  seed: string,
): Promise<void> {
  const lessonId = built.lessonIds.get(visit.lesson.key) ?? '';
  const key = { organizationId: learner.organizationId, userId: learner.userId, lessonId };
  const seconds = Math.round((visit.end.getTime() - visit.start.getTime()) / 1000);
  await withTenant(deps.database, learner, (trx) =>
    recordProgress(trx, { ...key, seconds, now: visit.start }),
  );
  if (visit.lesson.serves.kind === 'assessment') {
    await takeAssessment(deps, clock, learner, built, visit);
  } else if (visit.lesson.serves.kind === 'video') {
    const { start, lesson } = visit;
    await watch(deps, learner, built, { key: lesson.key, start, untilSeconds: null, seed });
  } else {
    await withTenant(deps.database, learner, (trx) =>
      completeLesson(trx, { ...key, now: visit.end }),
    );
  }
}

/** Lets somebody enrol in a course and take it up to where they have come. */
export async function playStudy(
  deps: Deps,
  learner: Learner,
  teacher: Teacher,
  built: BuiltCourse,
  study: DemoStudy,
): Promise<void> {
  const now = deps.clock.now();
  const visits = visitsOf(built.course, study, now);
  const [first] = visits;
  if (!first) return;
  const { organizationId, userId } = learner;
  const clock = new PastClock(new Date(first.start.getTime() - 5 * MINUTE_MS));
  await withTenant(deps.database, { organizationId, userId: null, role: 'system' }, (trx) =>
    enrolPeople(trx, {
      organizationId,
      courseId: built.id,
      userIds: [userId],
      source: 'self',
      enrolledBy: userId,
      clock,
    }),
  );
  const pending = demoSubmissions.filter(
    ({ email, course }) => email === study.email && course === study.course,
  );
  const handInBefore = async (moment: Date) => {
    while (pending[0] && now.getTime() - pending[0].daysAgo * DAY_MS < moment.getTime()) {
      const [next] = pending.splice(0, 1);
      if (next) await handIn(deps, learner, teacher, built, next);
    }
  };
  for (const visit of visits) {
    await handInBefore(visit.start);
    await takeVisit(deps, clock, learner, built, visit, study.email);
  }
  await handInBefore(now);
  const last = visits.at(-1)?.end;
  if (study.watching && last) {
    const start = new Date(last.getTime() + 5 * MINUTE_MS);
    await watch(deps, learner, built, { ...study.watching, start, seed: study.email });
  }
}
