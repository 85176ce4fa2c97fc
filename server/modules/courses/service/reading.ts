import { createHmac } from 'node:crypto';
import { ArticleDocument } from '../../../../contracts/articles.ts';
import type { LessonItem, ReadLesson } from '../../../../contracts/courses.ts';
import type { Item } from '../../../../contracts/items.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { notFound } from '../../../errors.ts';
import { loadItems } from '../../items/index.ts';
import { arrangeChoices, viewQuestion } from '../../learning/index.ts';
import type { SnapshotResource } from '../domain/snapshot.ts';
import { isAuthor } from '../policy.ts';
import * as repo from '../repo/reading.ts';
import { listResources } from '../repo/resources.ts';
import { listApprovedIds } from '../repo/snapshots.ts';
import { StoredResources, snapshotResource, viewResource } from './resources.ts';

type Key = { organizationId: string; courseId: string; lessonId: string };

function viewItem(seed: string, { id, content }: Item): LessonItem['item'] {
  switch (content.type) {
    case 'nugget': {
      const { type, title, text, estimatedMinutes } = content;
      return { type, title, text, estimatedMinutes };
    }
    case 'flashcard':
      return { type: content.type, front: content.front, back: content.back };
    case 'question':
      return viewQuestion(content, arrangeChoices(content, seed, id), 0);
    case 'summary':
      return null;
  }
}

/**
 * Items as a lesson shows them, in the order of `itemIds`: a question without its key, its choices
 * by `arrangeChoices(content, seed, itemId)`, so that who grades an answer by the same seed knows
 * which was meant. The reader must not know the seed: from it and the ids of the choices follows
 * how they stand in the key. What learners may not see is null.
 */
export async function readLessonItems(
  trx: TenantTransaction,
  { organizationId, seed }: { organizationId: string; seed: string },
  itemIds: readonly string[],
): Promise<LessonItem[]> {
  const visible = await listApprovedIds(trx, organizationId, itemIds);
  const loaded = new Map(
    (await loadItems(trx, organizationId, visible)).map(({ item }) => [item.id, item]),
  );
  return itemIds.map((itemId) => {
    const item = loaded.get(itemId);
    const view = item ? viewItem(seed, item) : null;
    return {
      itemId,
      item: view,
      materialId: item?.materialId ?? null,
      materialTitle: item?.materialTitle ?? '',
      sources: item && view?.type === 'nugget' ? item.sources : [],
    };
  });
}

async function readRow(
  trx: TenantTransaction,
  { organizationId, lessonId, seed }: Key & { seed: string },
  row: repo.ReadRow,
): Promise<ReadLesson> {
  const resources: SnapshotResource[] =
    row.resources === null
      ? (await listResources(trx, organizationId, [lessonId])).map(snapshotResource)
      : StoredResources.parse(row.resources);
  return {
    courseId: row.course_id,
    courseTitle: row.course_title,
    lessonId: row.lesson_id,
    version: row.version,
    kind: row.kind,
    title: row.title,
    summary: row.summary,
    objectives: row.objectives,
    minutes: row.minutes,
    isFree: row.is_free,
    isRequired: row.is_required,
    moduleId: row.module_id,
    moduleTitle: row.module_title,
    document: row.content === null ? null : ArticleDocument.parse(row.content),
    items: await readLessonItems(trx, { organizationId, seed }, row.item_ids),
    resources: resources.map(viewResource),
  };
}

/**
 * A lesson as the published version of its course has it. Whether the reader may read it is for the
 * caller to have asked; null where learners have no such lesson.
 */
export async function readLesson(
  trx: TenantTransaction,
  key: Key & { seed: string },
): Promise<ReadLesson | null> {
  const row = await repo.selectOptionalPublishedLesson(trx, key);
  return row ? readRow(trx, key, row) : null;
}

/** Reading without being enrolled: free lessons for everybody, all for authors. */
export function createReadingService({ database, secret }: Pick<Deps, 'database' | 'secret'>) {
  /** The same at every reading, so that choices stay where they are, and nobody else's to know. */
  const seedOf = (lessonId: string) =>
    createHmac('sha256', secret).update(`preview:${lessonId}`).digest('base64url');

  return {
    /** @throws AppError `not_found` for a lesson that is not there, or not for this reader. */
    preview(
      tenant: TenantContext,
      courseId: string,
      lessonId: string,
      draft: boolean,
    ): Promise<ReadLesson> {
      const key = { organizationId: tenant.organizationId, courseId, lessonId };
      return withTenant(database, tenant, async (trx) => {
        const row =
          draft && isAuthor(tenant)
            ? await repo.selectOptionalDraftLesson(trx, key)
            : await repo.selectOptionalPublishedLesson(trx, key);
        if (!row || !(row.is_free || isAuthor(tenant))) throw notFound('lesson to preview');
        return readRow(trx, { ...key, seed: seedOf(lessonId) }, row);
      });
    },
  };
}

export type ReadingService = ReturnType<typeof createReadingService>;
