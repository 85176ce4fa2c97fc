import type { z } from 'zod';
import type { readMyLesson } from '../../../../contracts/enrolment.ts';
import { type TenantContext, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { notFound } from '../../../errors.ts';
import { readLesson } from '../../courses/index.ts';
import { listAnswered } from '../../learning/index.ts';
import { requireEnrolled } from '../access.ts';
import { neighbours } from '../domain/outline.ts';
import { listOutline } from '../repo/my-courses.ts';
import { listBookmarks, listNotes } from '../repo/notes.ts';
import { selectOptionalProgress } from '../repo/progress.ts';
import { viewProgress } from './lesson.ts';
import { viewBookmark, viewNote } from './notes.ts';

type Person = TenantContext & { userId: string };

/** Notes and bookmarks that come with a lesson; the lists have the rest. */
const WITH_LESSON = 100;

/** A lesson for somebody who takes its course, with all that the page of a lesson shows. */
export function createReadLesson({ database }: Pick<Deps, 'database'>) {
  return (
    { organizationId, userId, ...tenant }: Person,
    { id: courseId, lessonId }: { id: string; lessonId: string },
  ): Promise<z.infer<typeof readMyLesson.response>> => {
    const key = { organizationId, userId, courseId, lessonId };
    return withTenant(database, { organizationId, userId, ...tenant }, async (trx) => {
      // The id of the enrolment is known to nobody: option ids made from it tell nothing of the key.
      const { id: seed } = await requireEnrolled(trx, key);
      const lesson = await readLesson(trx, { ...key, seed });
      if (lesson === null) throw notFound('lesson in this course');
      const page = { ...key, before: null, limit: WITH_LESSON };
      const itemIds = lesson.items.map(({ itemId }) => itemId);
      return {
        lesson,
        progress: viewProgress(await selectOptionalProgress(trx, key)),
        notes: (await listNotes(trx, page)).map(viewNote),
        bookmarks: (await listBookmarks(trx, page)).map(viewBookmark),
        answered: await listAnswered(trx, { ...key, itemIds }),
        ...neighbours(await listOutline(trx, key), lessonId),
      };
    });
  };
}

export type ReadLessonService = ReturnType<typeof createReadLesson>;
