import type { z } from 'zod';
import {
  type CourseDraft,
  type CourseState,
  type CourseSummary,
  courseFileUrl,
  type createCourse,
  type updateCourse,
} from '../../../../contracts/courses.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { encodeCursor, takePage } from '../../../http/cursor.ts';
import { newId } from '../../../ids.ts';
import { searchConfigFor } from '../../library/index.ts';
import { selectOptionalMember } from '../../tenancy/index.ts';
import { findCircle } from '../domain/prerequisites.ts';
import { mayEdit } from '../policy.ts';
import { listDraftLabels } from '../repo/catalog.ts';
import * as repo from '../repo/courses.ts';
import { selectOptionalFile } from '../repo/files.ts';
import * as prerequisites from '../repo/prerequisites.ts';
import { type Author, lockCourse, lockRevision } from './access.ts';
import { ChangedKey, readCursor } from './cursors.ts';
import { readDraft, stateOf } from './draft.ts';
import { labelsOf } from './labels.ts';

type Fields = z.output<typeof updateCourse.body>;

function columnsOf(fields: Fields): Partial<repo.CourseColumns> {
  const columns: Partial<repo.CourseColumns> = {
    description: fields.description,
    difficulty: fields.difficulty,
    estimated_minutes: fields.estimatedMinutes,
    language: fields.language,
    category: fields.category,
    tags: fields.tags && [...new Set(fields.tags)],
    objectives: fields.objectives,
    thumbnail_file_id: fields.thumbnailFileId,
    is_featured: fields.isFeatured,
    max_students: fields.maxStudents,
    enrolment: fields.enrolment,
    required_percent: fields.requiredPercent,
    has_certificate: fields.hasCertificate,
    owner_id: fields.ownerId,
    ...(fields.title === undefined ? {} : { title: fields.title }),
    ...(fields.language === undefined ? {} : { search_config: searchConfigFor(fields.language) }),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

function wrongField(path: string, message: string): AppError {
  return new AppError('invalid_request', `${message} Nothing was changed.`, [{ path, message }]);
}

async function checkLinks(
  trx: TenantTransaction,
  organizationId: string,
  { thumbnailFileId, ownerId }: Fields,
): Promise<void> {
  if (thumbnailFileId) {
    const file = await selectOptionalFile(trx, { organizationId, id: thumbnailFileId });
    if (!file?.is_image)
      throw wrongField('thumbnailFileId', 'There is no such picture: upload it first.');
  }
  if (ownerId !== undefined) {
    const member = await selectOptionalMember(trx, { organizationId, userId: ownerId });
    if (!member?.is_active || member.role === 'learner')
      throw wrongField('ownerId', 'A course belongs to an instructor or an administrator.');
  }
}

function summaryOf(author: Author, row: repo.CourseListRow): CourseSummary {
  return {
    id: row.id,
    title: row.title,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    state: stateOf(row),
    difficulty: row.difficulty,
    language: row.language,
    category: row.category,
    tags: row.tags,
    thumbnailUrl: row.thumbnail_file_id === null ? null : courseFileUrl(row.thumbnail_file_id),
    isFeatured: row.is_featured,
    moduleCount: row.module_count,
    lessonCount: row.lesson_count,
    minutes: row.minutes,
    publishedVersion: row.published_version,
    publishedAt: row.published_at?.toISOString() ?? null,
    changedAt: row.draft_changed_at.toISOString(),
    deletedAt: row.deleted_at?.toISOString() ?? null,
    canEdit: mayEdit(author, { ownerId: row.owner_id }),
  };
}

type ListQuery = {
  q?: string | undefined;
  state?: CourseState | undefined;
  mine?: boolean | undefined;
  deleted?: boolean | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** The courses of an organization as their authors keep them. */
export function createCourseService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  return {
    list(author: Author, { q, state, mine, deleted, cursor, limit }: ListQuery) {
      const before = readCursor(cursor, ChangedKey);
      return withTenant(database, author, async (trx) => {
        const rows = await repo.listCourseRows(trx, {
          organizationId: author.organizationId,
          ownerId: mine ? author.userId : null,
          q: q || undefined,
          state,
          deleted: deleted ?? false,
          before,
          limit: limit + 1,
        });
        return takePage(
          rows,
          limit,
          (row) => summaryOf(author, row),
          (row) => encodeCursor({ changedAt: row.draft_changed_exact, id: row.id }),
        );
      });
    },

    create(author: Author, fields: z.output<typeof createCourse.body>): Promise<CourseDraft> {
      const { organizationId } = author;
      const courseId = newId();
      return withTenant(database, author, async (trx) => {
        await checkLinks(trx, organizationId, fields);
        await repo.insertCourseRow(
          trx,
          { organizationId, courseId },
          { ...columnsOf(fields), title: fields.title, owner_id: author.userId },
        );
        return readDraft(trx, author, courseId);
      });
    },

    get: (author: Author, courseId: string): Promise<CourseDraft> =>
      withTenant(database, author, (trx) => readDraft(trx, author, courseId)),

    update(
      author: Author,
      courseId: string,
      ifMatch: number | null,
      fields: Fields,
    ): Promise<CourseDraft> {
      const { organizationId } = author;
      return withTenant(database, author, async (trx) => {
        await lockRevision(trx, author, courseId, ifMatch);
        await checkLinks(trx, organizationId, fields);
        await repo.updateCourseRow(trx, { organizationId, courseId }, columnsOf(fields));
        return readDraft(trx, author, courseId);
      });
    },

    async delete(author: Author, courseId: string): Promise<void> {
      const { organizationId } = author;
      await withTenant(database, author, async (trx) => {
        await lockCourse(trx, author, courseId);
        await repo.setCourseDeleted(trx, { organizationId, courseId }, clock.now());
      });
    },

    restore(author: Author, courseId: string): Promise<CourseDraft> {
      const key = { organizationId: author.organizationId, courseId };
      return withTenant(database, author, async (trx) => {
        const row = await repo.selectOptionalCourse(trx, key, { deleted: true, lock: true });
        if (!row) throw notFound('deleted course');
        await repo.setCourseDeleted(trx, key, null);
        // Who may not change it gets the refusal here, and the transaction takes the rest back.
        await lockCourse(trx, author, courseId);
        return readDraft(trx, author, courseId);
      });
    },

    /** @throws AppError `conflict` where the courses would wait for each other in a circle. */
    putPrerequisites(
      author: Author,
      courseId: string,
      ifMatch: number | null,
      courseIds: readonly string[],
    ): Promise<CourseDraft> {
      const { organizationId } = author;
      const wanted = [...new Set(courseIds)];
      return withTenant(database, author, async (trx) => {
        await lockRevision(trx, author, courseId, ifMatch);
        const edges = await prerequisites.lockPrerequisites(trx, organizationId);
        const circle = findCircle(courseId, wanted, edges);
        const titles = new Map(
          (
            await prerequisites.listCourseTitles(trx, organizationId, [
              ...wanted,
              ...(circle ?? []),
            ])
          ).map(({ id, title }) => [id, title]),
        );
        const missing = wanted.findIndex((id) => !titles.has(id));
        if (missing >= 0) throw wrongField(`courseIds.${missing}`, 'There is no such course.');
        if (circle) {
          const way = circle.map((id) => titles.get(id) ?? '').join(' → ');
          throw new AppError(
            'conflict',
            `Nobody could begin these courses, because each waits for the other: ${way}. Nothing was changed.`,
          );
        }
        await prerequisites.replacePrerequisites(trx, { organizationId, courseId }, wanted);
        await repo.updateCourseRow(trx, { organizationId, courseId }, {});
        return readDraft(trx, author, courseId);
      });
    },

    labels: (author: Author) =>
      withTenant(database, author, async (trx) => {
        const { categories, tags } = labelsOf(await listDraftLabels(trx, author.organizationId));
        return { categories, tags };
      }),
  };
}

export type CourseService = ReturnType<typeof createCourseService>;
