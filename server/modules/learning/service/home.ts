import type { Home } from '../../../../contracts/learning.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { MASTERED_FROM, masteryLevel } from '../domain/mastery.ts';
import { DAY_MS } from '../domain/time.ts';
import { estimateMinutes } from '../domain/workload.ts';
import { listActivity, selectTimeZone } from '../repo/activity.ts';
import * as repo from '../repo/home.ts';
import { selectOptionalSession } from '../repo/sessions.ts';
import { activitySince, calendarOf } from './days.ts';

const WEAKEST_SHOWN = 5;
/** The database orders by an estimate; the exact levels are computed for a few more. */
const WEAKEST_READ = 20;
const MISBEHAVING_SHOWN = 10;
const MISBEHAVING_DAYS = 90;

type Person = TenantContext & { userId: string };

/** What to do next, by role. */
export function createHomeService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  return {
    get(person: Person): Promise<Home> {
      return withTenant(database, person, async (trx) => {
        const now = clock.now();
        const teaches = person.role !== 'learner';
        const administers = person.role === 'admin' || person.role === 'system';
        return {
          learner: await learnerHome(trx, person, now),
          instructor: teaches ? await instructorHome(trx, person, now) : null,
          admin: administers ? await repo.selectAdminHome(trx, { ...person, now }) : null,
        };
      });
    },
  };
}

export type HomeService = ReturnType<typeof createHomeService>;

async function learnerHome(
  trx: TenantTransaction,
  person: Person,
  now: Date,
): Promise<Home['learner']> {
  const session = await selectOptionalSession(trx, { ...person, id: 'active', lock: false });
  const waiting = await repo.selectLearnerHome(trx, { ...person, now });
  const weakest = await repo.listWeakest(trx, { ...person, now, limit: WEAKEST_READ });
  const spans = await listActivity(trx, { ...person, since: activitySince(now) });
  const days = calendarOf(spans, await selectTimeZone(trx, person.userId), now);
  const pace =
    waiting.cardMedianMs === null
      ? {}
      : { flashcard: { medianMs: waiting.cardMedianMs, answers: waiting.cardReviews } };
  return {
    session: session && {
      id: session.id,
      answered: session.answered,
      materialTitle: session.materialTitle,
    },
    dueNow: waiting.dueNow,
    dueMinutes: estimateMinutes({ flashcards: waiting.dueNow, questions: 0, nuggets: 0 }, pace),
    newNuggets: waiting.newNuggets,
    newGrades: waiting.newGrades,
    weakest: weakest
      .map(({ conceptId, name, lastPracticedAt, ...row }) => ({
        conceptId,
        name,
        level: masteryLevel({ ...row, lastPracticedAt: lastPracticedAt.toISOString() }, now),
      }))
      .filter(({ level }) => level < MASTERED_FROM)
      .sort((a, b) => a.level - b.level)
      .slice(0, WEAKEST_SHOWN),
    streakDays: days.streakDays,
    studiedToday: days.studiedToday,
  };
}

async function instructorHome(trx: TenantTransaction, person: Person, now: Date) {
  const { organizationId } = person;
  const since = new Date(now.getTime() - MISBEHAVING_DAYS * DAY_MS);
  return {
    ...(await repo.selectInstructorHome(trx, organizationId)),
    misbehaving: await repo.listMisbehaving(trx, {
      organizationId,
      since,
      limit: MISBEHAVING_SHOWN,
    }),
  };
}
