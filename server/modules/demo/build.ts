import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { demoDocuments } from '../../../demo/manifest.ts';
import {
  demoAdmin,
  demoLearners,
  demoOrganizationName,
  demoPeople,
  demoStudent,
  demoTeacher,
} from '../../../demo/people.ts';
import { type TenantContext, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { calibrate } from '../calibration/index.ts';
import {
  createPeople,
  selectOptionalDemoOrganization,
  selectOptionalUserByEmail,
} from '../identity/index.ts';
import { createIngestionService } from '../ingestion/index.ts';
import {
  type HistoryLearner,
  insertHistory,
  selectHistoryLibrary,
  simulateHistory,
} from '../learning/index.ts';
import { buildCourses } from './courses/index.ts';
import * as repo from './repo/build.ts';

export const DEMO_PASSWORD = 'Demo123!';

const DEMO = path.join(import.meta.dirname, '..', '..', '..', 'demo');
const WAIT_MS = 400;
const DAY_MS = 86_400_000;
/** How far back the longest history of a demo learner goes, and some days more. */
const HISTORY_DAYS = 60;

type Built = { organizationId: string; system: TenantContext };

/** The organization, its people and settings; what is there already stays. */
export async function makeDemoOrganization(deps: Deps): Promise<string> {
  const { makeOrganization, addUser } = createPeople(deps);
  const owner = deps.database.kysely;
  const existing = await selectOptionalDemoOrganization(owner);
  const organizationId =
    existing?.id ??
    (
      await makeOrganization({
        organizationName: demoOrganizationName,
        name: demoAdmin.name,
        email: demoAdmin.email,
        password: DEMO_PASSWORD,
        isDemo: true,
      })
    ).id;
  for (const person of demoPeople) {
    if (await selectOptionalUserByEmail(owner, person.email)) continue;
    await addUser({
      organizationId,
      name: person.name,
      email: person.email,
      role: person.role,
      password: DEMO_PASSWORD,
    });
  }
  await withTenant(deps.database, { organizationId, userId: null, role: 'system' }, async (trx) => {
    // Good items reach learners at once, and some are left to try the review with.
    await repo.upsertSetting(trx, organizationId, 'review.policy', 'review_flagged');
    await repo.upsertSetting(trx, organizationId, 'review.minimumQuality', 0.6);
  });
  return organizationId;
}

async function userIdOf(deps: Deps, email: string): Promise<string> {
  const user = await selectOptionalUserByEmail(deps.database.kysely, email);
  if (!user) throw new Error(`The demo has no ${email}.`);
  return user.id;
}

async function teacherOf(deps: Deps, organizationId: string) {
  const userId = await userIdOf(deps, demoTeacher.email);
  return { organizationId, userId, role: 'instructor' as const };
}

/** Takes the documents in as files that a teacher adds, and waits until all are through. */
async function ingestDocuments(
  deps: Deps,
  { organizationId, system }: Built,
  signal: AbortSignal,
): Promise<void> {
  const ingestion = createIngestionService(deps);
  const author = await teacherOf(deps, organizationId);
  const jobs = await withTenant(deps.database, system, (trx) =>
    repo.listJobStates(trx, organizationId),
  );
  for (const document of demoDocuments) {
    if (jobs.some((job) => job.source === document.file)) continue;
    const file = ingestion.tempFile();
    await copyFile(path.join(DEMO, document.folder, document.file), file);
    await ingestion.take(author, {
      sourceType: 'file',
      source: document.file,
      title: document.title,
      mediaType: null,
      file,
    });
  }
  for (;;) {
    signal.throwIfAborted();
    const states = await withTenant(deps.database, system, (trx) =>
      repo.listJobStates(trx, organizationId),
    );
    const failed = states.find((job) => job.status === 'failed');
    if (failed) throw new Error(`${failed.source}: ${failed.error_message}`);
    if (states.every((job) => job.status !== 'queued' && job.status !== 'running')) break;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  await withTenant(deps.database, author, async (trx) => {
    for (const { file, title, subject, difficulty, tags, description } of demoDocuments) {
      await repo.updateMaterialFacts(
        trx,
        { organizationId, sourceName: file },
        { title, subject, level: difficulty, tags, description },
      );
    }
  });
}

/** Weeks of study for every learner, once. */
async function writeHistory(deps: Deps, { organizationId, system }: Built): Promise<void> {
  const now = deps.clock.now();
  const first = new Date(now.getTime() - HISTORY_DAYS * DAY_MS);
  await repo.ensurePartitions(deps.database.kysely, first, now);
  const learners = [demoStudent, ...demoLearners];
  const userIds = await Promise.all(learners.map(({ email }) => userIdOf(deps, email)));
  await withTenant(deps.database, system, async (trx) => {
    if ((await repo.countSessions(trx, organizationId)) > 0) return;
    const materials = await repo.listMaterialIds(trx, organizationId);
    const library = await selectHistoryLibrary(trx, organizationId);
    const people = learners.map((learner, index): HistoryLearner => {
      const materialIds = learner.interests.flatMap((subject) =>
        materials.filter((material) => material.subject === subject).map(({ id }) => id),
      );
      return {
        userId: userIds[index] ?? '',
        ability: learner.ability,
        diligence: learner.diligence,
        pace: learner.pace,
        startedDaysAgo: learner.startedDaysAgo,
        ...(materialIds.length > 0 ? { materialIds } : {}),
      };
    });
    const rows = simulateHistory({
      organizationId,
      learners: people,
      ...library,
      now,
      seed: 'northfield',
    });
    await insertHistory(trx, rows);
    for (const [index, { interests, goal }] of learners.entries()) {
      await repo.updateLearner(
        trx,
        { organizationId, userId: userIds[index] ?? '' },
        { interests, goal },
      );
    }
  });
}

async function userIds(deps: Deps): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { email } of demoPeople) ids.set(email, await userIdOf(deps, email));
  return ids;
}

/**
 * Builds what is missing of the demo; can be repeated after any failure.
 *
 * @param onCourses hears the share of the courses, which come last, that is there: 0-1.
 */
export async function buildDemo(
  deps: Deps,
  organizationId: string,
  signal: AbortSignal,
  onCourses: (share: number) => Promise<void> = async () => {},
): Promise<void> {
  const built: Built = { organizationId, system: { organizationId, userId: null, role: 'system' } };
  await ingestDocuments(deps, built, signal);
  await writeHistory(deps, built);
  const teacher = await teacherOf(deps, organizationId);
  await buildCourses(deps, teacher, await userIds(deps), { signal, onProgress: onCourses });
  await calibrate(deps, organizationId, signal);
}
