import type { z } from 'zod';
import type { WrittenQuestion } from '../../../../contracts/assessment.ts';
import type { Item } from '../../../../contracts/items.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { notFound } from '../../../errors.ts';
import { selectItem, writeQuestion } from '../../items/index.ts';
import { settingsOf } from '../../tenancy/index.ts';
import { type Author, refuseStrangers } from '../edit.ts';
import { selectOptionalCourse } from '../repo/gradebook.ts';

/** Questions that authors write by hand: they stand in a material of the course's own. */
export function createWritingService({
  database,
  clock,
  storage,
}: Pick<Deps, 'database' | 'clock' | 'storage'>) {
  return {
    async write(
      author: Author,
      courseId: string,
      question: z.output<typeof WrittenQuestion>,
    ): Promise<Item> {
      const { organizationId, userId } = author;
      const { item, original } = await withTenant(database, author, async (trx) => {
        const course = await selectOptionalCourse(trx, { organizationId, courseId });
        if (!course) throw notFound('course');
        refuseStrangers(author, course);
        const written = await writeQuestion(trx, {
          organizationId,
          createdBy: userId,
          shelf: {
            key: courseId,
            title: `Questions of ${course.title}`,
            language: course.language,
          },
          policy: await settingsOf(trx, author),
          question,
          now: clock.now(),
        });
        return {
          item: await selectItem(trx, author, written.itemId),
          original: written.original,
        };
      });
      if (!(await storage.has(original.storageKey)))
        await storage.putText(original.storageKey, original.text);
      return item;
    },
  };
}

export type WritingService = ReturnType<typeof createWritingService>;
