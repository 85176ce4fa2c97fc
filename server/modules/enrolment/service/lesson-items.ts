import type { z } from 'zod';
import type { answerItem as answerItemContract } from '../../../../contracts/enrolment.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { answerItem, openHints } from '../../learning/index.ts';
import { requireLesson } from '../lesson-access.ts';
import { upsertProgress } from '../repo/progress.ts';

type Person = TenantContext & { userId: string };
type LessonKey = { id: string; lessonId: string };

/** Nuggets, cards and questions within a lesson: they count exactly as in a study session. */
export function createLessonItemsService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  async function requireItem(
    trx: TenantTransaction,
    person: Person,
    { id: courseId, lessonId }: LessonKey,
    itemId: string,
  ) {
    const { organizationId, userId } = person;
    const key = { organizationId, userId, courseId, lessonId };
    const { enrolment, lesson } = await requireLesson(trx, key);
    if (!lesson.itemIds.includes(itemId)) {
      throw new AppError(
        'conflict',
        'This item is not in the lesson as it is published now; load the lesson again.',
      );
    }
    return { key, seed: enrolment.id };
  }

  return {
    /** The lesson counts as begun by it. */
    answer(
      person: Person,
      params: LessonKey,
      input: z.infer<typeof answerItemContract.body>,
    ): Promise<z.infer<typeof answerItemContract.response>> {
      return withTenant(database, person, async (trx) => {
        const { key, seed } = await requireItem(trx, person, params, input.itemId);
        const now = clock.now();
        const answered = await answerItem(trx, { ...key, ...input, seed, now });
        await upsertProgress(trx, { ...key, now });
        return answered;
      });
    },

    hints(
      person: Person,
      params: LessonKey,
      { itemId, count }: { itemId: string; count: number },
    ): Promise<{ hints: string[] }> {
      return withTenant(database, person, async (trx) => {
        const { key } = await requireItem(trx, person, params, itemId);
        return openHints(trx, { ...key, itemId }, count);
      });
    },
  };
}

export type LessonItemsService = ReturnType<typeof createLessonItemsService>;
