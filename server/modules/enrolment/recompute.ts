import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { courseProgress } from './domain/progress.ts';
import { issueCertificates } from './issue.ts';
import * as repo from './repo/progress.ts';

/** People computed in one transaction: on the embedded database everybody else waits meanwhile. */
const BATCH = 500;

/**
 * Brings the progress of everybody in a course to its published version. Idempotent: only people
 * whose progress was computed for another version are touched. A course that is published again
 * meanwhile is left to the run for that version.
 */
export async function recomputeCourse(
  { database, clock }: Pick<Deps, 'database' | 'clock'>,
  { organizationId, courseId }: { organizationId: string; courseId: string },
  signal?: AbortSignal,
): Promise<{ people: number }> {
  const system = { organizationId, userId: null, role: 'system' } as const;
  let people = 0;
  let after: string | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const batch: repo.Standing[] = await withTenant(database, system, async (trx) => {
      const course = await repo.selectOptionalPublished(trx, { organizationId, courseId });
      if (course === null) return [];
      const key = { organizationId, courseId, version: course.version };
      const standings = await repo.lockOutdated(trx, { ...key, after, limit: BATCH });
      const now = clock.now();
      const computed = standings.map((standing) => {
        const { percent, complete } = courseProgress(
          course.lessons,
          new Set(standing.completedLessonIds),
          course.requiredPercent,
        );
        const completes = complete && standing.status === 'active';
        return { ...standing, percent, completedAt: completes ? now : null };
      });
      if (computed.length > 0) await repo.updateManyCourseProgress(trx, key, computed);
      const completing = computed.filter(({ completedAt }) => completedAt !== null);
      await issueCertificates(trx, key, course, completing, now);
      return standings;
    });
    people += batch.length;
    after = batch.at(-1)?.userId ?? null;
    if (batch.length < BATCH) return { people };
  }
}
