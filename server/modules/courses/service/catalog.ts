import type { z } from 'zod';
import {
  type CatalogCourse,
  type CatalogDetail,
  courseFileUrl,
  type listCatalog,
} from '../../../../contracts/courses.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { notFound } from '../../../errors.ts';
import { encodeCursor, takePage } from '../../../http/cursor.ts';
import { mayEdit } from '../policy.ts';
import * as repo from '../repo/catalog.ts';
import { listPrerequisites } from '../repo/prerequisites.ts';
import { NewestKey, OffsetKey, readCursor, TitleKey } from './cursors.ts';
import { labelsOf } from './labels.ts';
import { publishedOutline } from './outline.ts';

type Query = z.output<typeof listCatalog.query>;

function catalogCourse(row: repo.CatalogRow): CatalogCourse {
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    description: row.description,
    ownerName: row.owner_name,
    difficulty: row.difficulty,
    minutes: row.minutes,
    language: row.language,
    category: row.category,
    tags: row.tags,
    thumbnailUrl: row.thumbnail_file_id === null ? null : courseFileUrl(row.thumbnail_file_id),
    isFeatured: row.is_featured,
    enrolment: row.enrolment,
    maxStudents: row.max_students,
    hasCertificate: row.has_certificate,
    lessonCount: row.lesson_count,
    freeLessonCount: row.free_lesson_count,
    publishedAt: row.published_at.toISOString(),
  };
}

async function listPage(trx: TenantTransaction, organizationId: string, query: Query) {
  const { q, cursor, limit, sort, ...filters } = query;
  const searchConfigs = q
    ? [...new Set([...(await repo.listSearchConfigs(trx, organizationId)), 'simple'])]
    : [];
  const filter = { ...filters, organizationId, q: q || undefined, searchConfigs, limit: limit + 1 };
  // Without words there is nothing to be relevant to.
  const by = q ? (sort ?? 'relevance') : sort === 'title' ? 'title' : 'newest';
  switch (by) {
    case 'relevance': {
      const offset = readCursor(cursor, OffsetKey)?.offset ?? 0;
      const rows = await repo.listCatalogRows(trx, { ...filter, sort: by, offset });
      return takePage(rows, limit, catalogCourse, () => encodeCursor({ offset: offset + limit }));
    }
    case 'newest': {
      const after = readCursor(cursor, NewestKey);
      const rows = await repo.listCatalogRows(trx, { ...filter, sort: by, after });
      return takePage(rows, limit, catalogCourse, (row) =>
        encodeCursor({
          featured: String(row.is_featured),
          publishedAt: row.published_exact,
          id: row.id,
        }),
      );
    }
    case 'title': {
      const after = readCursor(cursor, TitleKey);
      const rows = await repo.listCatalogRows(trx, { ...filter, sort: by, after });
      return takePage(rows, limit, catalogCourse, (row) =>
        encodeCursor({ title: row.title, id: row.id }),
      );
    }
  }
}

/** What every member may see of published courses. */
export function createCatalogService({ database }: Pick<Deps, 'database'>) {
  return {
    list: (tenant: TenantContext, query: Query) =>
      withTenant(database, tenant, (trx) => listPage(trx, tenant.organizationId, query)),

    filters: (tenant: TenantContext) =>
      withTenant(database, tenant, async (trx) =>
        labelsOf(await repo.listPublishedLabels(trx, tenant.organizationId)),
      ),

    get(tenant: TenantContext, courseId: string): Promise<CatalogDetail> {
      const key = { organizationId: tenant.organizationId, courseId };
      return withTenant(database, tenant, async (trx) => {
        const row = await repo.selectOptionalPublished(trx, key);
        const outline = row && (await publishedOutline(trx, key));
        if (!row || !outline) throw notFound('published course');
        const prerequisites = await listPrerequisites(trx, key);
        return {
          ...catalogCourse(row),
          objectives: row.objectives,
          requiredPercent: row.required_percent,
          prerequisites: prerequisites.map((one) => ({
            id: one.id,
            title: one.published_title ?? one.title,
            isPublished: one.published_version !== null,
          })),
          modules: outline.modules.map(({ id, title, description, lessons }) => ({
            id,
            title,
            description,
            lessons: lessons.map(({ objectives: _, itemIds, ...lesson }) => ({
              ...lesson,
              itemCount: itemIds.length,
            })),
          })),
          canEdit: mayEdit(tenant, { ownerId: row.owner_id }),
        };
      });
    },
  };
}

export type CatalogService = ReturnType<typeof createCatalogService>;
