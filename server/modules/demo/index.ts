import { z } from 'zod';
import { type DemoState, getWelcome, startDemo } from '../../../contracts/identity.ts';
import { Id } from '../../../contracts/shared.ts';
import { demoDocuments } from '../../../demo/manifest.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps, Module } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { publicRoute } from '../../http/route.ts';
import { defineTask } from '../../jobs/task.ts';
import { hasOwnOrganization, selectOptionalDemoOrganization } from '../identity/index.ts';
import { overallProgress } from '../ingestion/index.ts';
import { buildDemo, makeDemoOrganization } from './build.ts';
import * as repo from './repo/build.ts';

const State = z.union([
  z.literal('ready'),
  z.object({ failed: z.string() }),
  /** Share of the courses and of what people do in them that is there. */
  z.object({ courses: z.number() }),
]);
/** The documents take most of the time; people and history are there soon, then come courses. */
const DOCUMENTS_SHARE = 0.85;
const COURSES_FROM = 0.88;

const systemOf = (organizationId: string) => ({
  organizationId,
  userId: null,
  role: 'system' as const,
});

/** The demonstration organization: made on request, in the background, with its progress. */
export function demoModule(deps: Deps): Module {
  const { database, config, queue } = deps;

  const buildTask = defineTask({
    name: 'demo.build',
    payload: z.object({ organizationId: Id }),
    concurrency: 1,
    retries: 2,
    timeoutSeconds: 1800,
    async run({ organizationId }, { signal }) {
      const report = (state: unknown) =>
        withTenant(database, systemOf(organizationId), (trx) =>
          repo.upsertDemoState(trx, organizationId, state),
        );
      try {
        await buildDemo(deps, organizationId, signal, (courses) => report({ courses }));
        await report('ready');
      } catch (error) {
        if (signal.aborted) throw error;
        console.error('Building the demo failed:', error);
        await report({ failed: error instanceof Error ? error.message : String(error) });
      }
    },
  });

  async function demoState(): Promise<DemoState> {
    const base = { available: config.demoAllowed, progress: 0, error: null };
    const organization = await selectOptionalDemoOrganization(database.kysely);
    if (!organization) return { ...base, status: 'absent' };
    return withTenant(database, systemOf(organization.id), async (trx): Promise<DemoState> => {
      const state = State.safeParse(await repo.selectDemoState(trx, organization.id));
      const said = state.success ? state.data : null;
      if (said === 'ready') return { ...base, status: 'ready', progress: 1 };
      if (said !== null && 'courses' in said) {
        const progress = COURSES_FROM + (1 - COURSES_FROM) * said.courses;
        return { ...base, status: 'building', progress };
      }
      const jobs = await repo.listJobStates(trx, organization.id);
      const sum = jobs.reduce(
        (total, job) =>
          total +
          (job.status === 'completed'
            ? 1
            : overallProgress(job.stage, job.progress_done, job.progress_total)),
        0,
      );
      const progress = Math.min(DOCUMENTS_SHARE, (DOCUMENTS_SHARE * sum) / demoDocuments.length);
      if (said !== null) return { ...base, status: 'failed', progress, error: said.failed };
      return { ...base, status: 'building', progress };
    });
  }

  return {
    name: 'demo',
    tasks: [buildTask],
    routes: [
      publicRoute(getWelcome, async () => {
        const demo = await demoState();
        const hasOwn = await hasOwnOrganization(database.kysely);
        return {
          hasOrganizations: hasOwn || demo.status !== 'absent',
          canCreate: config.openSignUp || !hasOwn,
          demo,
        };
      }),
      publicRoute(startDemo, async () => {
        if (!config.demoAllowed) {
          throw new AppError(
            'demo_refused',
            'Its passwords are known to everybody, so it is not made where NODE_ENV is production. LECTERN_FORCE_DEMO=yes allows it.',
          );
        }
        const { status } = await demoState();
        if (status !== 'ready') {
          const organizationId = await makeDemoOrganization(deps);
          await withTenant(database, systemOf(organizationId), async (trx) => {
            if (status === 'failed') await repo.upsertDemoState(trx, organizationId, null);
            await queue.enqueue(trx, buildTask, { organizationId }, { key: organizationId });
          });
        }
        return demoState();
      }),
    ],
  };
}
