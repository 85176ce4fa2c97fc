import {
  type ArticleDocument,
  ArticleDocument as ArticleSchema,
  MAX_ARTICLE_ITEMS,
} from '../../../../contracts/articles.ts';
import type { DraftItem, LessonArticle, LessonPath } from '../../../../contracts/courses.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { type ArticleFault, readArticle } from '../domain/article-schema.ts';
import { articleText, countWords, embeddedItemIds, imageFileIds } from '../domain/article-text.ts';
import { reckonMinutes } from '../domain/minutes.ts';
import { touchDraft } from '../repo/courses.ts';
import { listFiles } from '../repo/files.ts';
import { listLessonItems, listUsableItems, replaceItems, type UsedItem } from '../repo/items.ts';
import * as repo from '../repo/lessons.ts';
import { type Author, checkRevision, lockLesson, selectLesson } from './access.ts';

function viewItem(row: UsedItem): DraftItem {
  return {
    itemId: row.item_id,
    type: row.type,
    status: row.status,
    title: row.title,
    materialId: row.material_id,
    materialTitle: row.material_title,
  };
}

function refuse(what: string, faults: readonly ArticleFault[]): never {
  throw new AppError(
    'invalid_request',
    `${what} Nothing was saved; take out what is named and save again.`,
    [...faults],
  );
}

/** The document, if an article may have it. @throws AppError `invalid_request`, `too_large`. */
function checkedDocument(value: ArticleDocument): ArticleDocument {
  const read = readArticle(value);
  if ('faults' in read) refuse('The article has what an article cannot have.', read.faults);
  return read.document;
}

async function usableItems(
  trx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<UsedItem[]> {
  const found = new Map(
    (await listUsableItems(trx, organizationId, ids)).map((row) => [row.item_id, row]),
  );
  const faults = ids.flatMap((id, index) =>
    found.has(id)
      ? []
      : [{ path: `items.${index}`, message: `There is no nugget, flashcard or question ${id}.` }],
  );
  if (faults.length > 0) refuse('The lesson names items that are not there.', faults.slice(0, 20));
  return ids.flatMap((id) => found.get(id) ?? []);
}

async function refuseMissingPictures(
  trx: TenantTransaction,
  organizationId: string,
  document: ArticleDocument,
): Promise<void> {
  const ids = imageFileIds(document);
  const present = new Map(
    (await listFiles(trx, organizationId, ids)).map((file) => [file.id, file.is_image]),
  );
  const faults = ids
    .filter((id) => present.get(id) !== true)
    .map((id) => ({ path: 'document', message: `There is no picture ${id}: upload it first.` }));
  if (faults.length > 0) refuse('The article shows pictures that are not there.', faults);
}

function refuseKind(kind: string, wanted: 'article' | 'path'): void {
  if (kind === wanted) return;
  throw new AppError('conflict', `This lesson is no ${wanted}, but: ${kind}.`);
}

/** What stands in articles and paths. */
export function createContentService({ database }: Pick<Deps, 'database'>) {
  async function readArticleDraft(
    trx: TenantTransaction,
    author: Author,
    lessonId: string,
  ): Promise<LessonArticle> {
    const key = { organizationId: author.organizationId, lessonId };
    const lesson = await selectLesson(trx, author, lessonId);
    refuseKind(lesson.kind, 'article');
    const document = ArticleSchema.parse(await repo.selectOptionalContent(trx, key));
    return {
      revision: lesson.content_revision,
      document,
      items: (await listLessonItems(trx, key)).map(viewItem),
      words: countWords(articleText(document)),
      reckonedMinutes: lesson.reckoned_minutes,
    };
  }

  async function readPath(
    trx: TenantTransaction,
    author: Author,
    lessonId: string,
  ): Promise<LessonPath> {
    const key = { organizationId: author.organizationId, lessonId };
    const lesson = await selectLesson(trx, author, lessonId);
    refuseKind(lesson.kind, 'path');
    return {
      revision: lesson.content_revision,
      items: (await listLessonItems(trx, key)).map(viewItem),
      reckonedMinutes: lesson.reckoned_minutes,
    };
  }

  return {
    getArticle: (author: Author, lessonId: string) =>
      withTenant(database, author, (trx) => readArticleDraft(trx, author, lessonId)),

    getPath: (author: Author, lessonId: string) =>
      withTenant(database, author, (trx) => readPath(trx, author, lessonId)),

    putArticle(
      author: Author,
      lessonId: string,
      ifMatch: number | null,
      value: ArticleDocument,
    ): Promise<Omit<LessonArticle, 'document'>> {
      const document = checkedDocument(value);
      const itemIds = embeddedItemIds(document);
      if (itemIds.length > MAX_ARTICLE_ITEMS) {
        const message = `An article shows at most ${MAX_ARTICLE_ITEMS} items; this one ${itemIds.length}.`;
        refuse(message, [{ path: 'document', message }]);
      }
      const { organizationId } = author;
      const key = { organizationId, lessonId };
      return withTenant(database, author, async (trx) => {
        const lesson = await lockLesson(trx, author, lessonId);
        refuseKind(lesson.kind, 'article');
        // What is kept already was saved: an editor that saves twice has changed nothing.
        if (ifMatch === null || !(await repo.isContent(trx, key, document))) {
          checkRevision(ifMatch, lesson.content_revision, 'article');
          const items = await usableItems(trx, organizationId, itemIds);
          await refuseMissingPictures(trx, organizationId, document);
          const minutes = reckonMinutes(countWords(articleText(document)), items);
          await repo.updateContent(trx, key, { document, minutes });
          await replaceItems(trx, key, itemIds);
          await touchDraft(trx, { organizationId, courseId: lesson.course_id });
        }
        const { document: _, ...rest } = await readArticleDraft(trx, author, lessonId);
        return rest;
      });
    },

    putPath(
      author: Author,
      lessonId: string,
      ifMatch: number | null,
      wanted: readonly string[],
    ): Promise<LessonPath> {
      const { organizationId } = author;
      const key = { organizationId, lessonId };
      const itemIds = [...new Set(wanted)];
      return withTenant(database, author, async (trx) => {
        const lesson = await lockLesson(trx, author, lessonId);
        refuseKind(lesson.kind, 'path');
        checkRevision(ifMatch, lesson.content_revision, 'path');
        const items = await usableItems(trx, organizationId, itemIds);
        await replaceItems(trx, key, itemIds);
        const minutes = reckonMinutes(0, items);
        await repo.updateContent(trx, key, { document: null, minutes });
        await touchDraft(trx, { organizationId, courseId: lesson.course_id });
        return readPath(trx, author, lessonId);
      });
    },
  };
}

export type ContentService = ReturnType<typeof createContentService>;
