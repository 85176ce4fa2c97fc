import type { z } from 'zod';
import type { Override, putOverride } from '../../../../contracts/assessment.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../../http/cursor.ts';
import { deadline, rulesFor } from '../domain/rules.ts';
import { type Author, requireEditable } from '../edit.ts';
import { selectOptionalAssessment, updateLastClosing } from '../repo/assessments.ts';
import * as attempts from '../repo/attempts.ts';
import * as repo from '../repo/overrides.ts';

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

function view(row: repo.OverrideRow): Override {
  return {
    ...row,
    opensAt: row.opensAt?.toISOString() ?? null,
    dueAt: row.dueAt?.toISOString() ?? null,
    closesAt: row.closesAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Other rules for one learner. */
export function createOverridesService({ database }: Pick<Deps, 'database'>) {
  return {
    list(
      author: Author,
      assessmentId: string,
      query: { cursor?: string | undefined; limit: number },
    ) {
      return withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        if (!(await selectOptionalAssessment(trx, { organizationId, id: assessmentId })))
          throw notFound('assessment');
        const rows = await repo.listOverrides(trx, {
          organizationId,
          assessmentId,
          after: decodeCursor(query.cursor, ['name', 'id']),
          limit: query.limit + 1,
        });
        return takePage(rows, query.limit, view, (row) =>
          encodeCursor({ name: row.userName, id: row.userId }),
        );
      });
    },

    /** The attempt that is under way, if there is one, ends by the new rules. */
    put(
      author: Author,
      { assessmentId, userId }: { assessmentId: string; userId: string },
      body: z.output<typeof putOverride.body>,
    ): Promise<Override> {
      return withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const assessment = await requireEditable(trx, author, assessmentId);
        const key = { organizationId, assessmentId, userId };
        if (!(await repo.isMember(trx, key))) throw notFound('person');
        const override = {
          ...body,
          opensAt: dateOf(body.opensAt),
          dueAt: dateOf(body.dueAt),
          closesAt: dateOf(body.closesAt),
        };
        const rules = rulesFor(assessment, override);
        if (rules.opensAt !== null && rules.closesAt !== null && rules.opensAt >= rules.closesAt)
          throw new AppError('invalid_request', 'For this person it would close before it opens.', [
            { path: 'closesAt', message: 'must be after it opens' },
          ]);
        await repo.upsertOverride(trx, key, { ...override, createdBy: author.userId });
        await updateLastClosing(trx, { organizationId, id: assessmentId });
        const { openAttemptId } = await attempts.selectStanding(trx, key);
        const open =
          openAttemptId === null
            ? null
            : await attempts.selectOptionalAttempt(trx, {
                organizationId,
                id: openAttemptId,
                lock: true,
              });
        if (open !== null) {
          const end = deadline(rules, open.startedAt);
          await attempts.updateDeadline(trx, { organizationId, id: open.id }, end);
        }
        const [row] = await repo.listOverrides(trx, { ...key, after: null, limit: 1 });
        if (!row) throw notFound('person');
        return view(row);
      });
    },

    remove(
      author: Author,
      { assessmentId, userId }: { assessmentId: string; userId: string },
    ): Promise<{ userId: string }> {
      return withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        await requireEditable(trx, author, assessmentId);
        if (!(await repo.deleteOverride(trx, { organizationId, assessmentId, userId })))
          throw notFound('override');
        await updateLastClosing(trx, { organizationId, id: assessmentId });
        return { userId };
      });
    },
  };
}

export type OverridesService = ReturnType<typeof createOverridesService>;
