import { z } from 'zod';
import { ChunkBlock, type Material, type MaterialChunk } from '../../../contracts/library.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError, notFound } from '../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../http/cursor.ts';
import * as repo from './repo.ts';

const Blocks = z.array(ChunkBlock);
const MAP_CONCEPTS = 200;
/** Passages shown before the one that is asked for, so that it does not stand at the very top. */
const CONTEXT_BEFORE = 3;

type Row = NonNullable<Awaited<ReturnType<typeof repo.selectOptionalMaterial>>>;

export function toMaterial(row: Row, counts: repo.MaterialCounts): Material {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    sourceType: row.source_type,
    sourceName: row.source_name,
    mediaType: row.media_type,
    status: row.status,
    language: row.language,
    level: row.level,
    subject: row.subject,
    tags: row.tags,
    sizeBytes: row.size_bytes,
    wordCount: row.word_count,
    pageCount: row.page_count,
    durationSeconds: row.duration_seconds,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    revision: row.revision,
    counts,
  };
}

const isLearner = (tenant: TenantContext) => tenant.role === 'learner';

/** Learners see what is ready; staff see everything that is not deleted. */
async function visibleMaterial(
  trx: TenantTransaction,
  tenant: TenantContext,
  id: string,
): Promise<Row> {
  const row = await repo.selectOptionalMaterial(trx, { organizationId: tenant.organizationId, id });
  if (!row || (isLearner(tenant) && row.status !== 'ready')) throw notFound('material');
  return row;
}

async function withCounts(
  trx: TenantTransaction,
  tenant: TenantContext,
  row: Row,
): Promise<Material> {
  const counts = await repo.countContents(trx, tenant.organizationId, [row.id], isLearner(tenant));
  return toMaterial(row, counts.get(row.id) as repo.MaterialCounts);
}

type Edit = {
  title?: string | undefined;
  description?: string | null | undefined;
  subject?: string | null | undefined;
  level?: 'beginner' | 'intermediate' | 'advanced' | null | undefined;
  tags?: string[] | undefined;
};

/** Reading and keeping the materials of an organization. */
export function createLibraryService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  return {
    list(
      tenant: TenantContext,
      query: Omit<repo.MaterialFilter, 'organizationId' | 'before'> & {
        cursor?: string | undefined;
      },
    ) {
      const { cursor, limit, ...filter } = query;
      return withTenant(database, tenant, async (trx) => {
        const rows = await repo.listMaterials(trx, {
          ...filter,
          organizationId: tenant.organizationId,
          status: isLearner(tenant) ? 'ready' : filter.status,
          before: decodeCursor(cursor, ['createdAt', 'id']),
          limit: limit + 1,
        });
        const ids = rows.slice(0, limit).map((row) => row.id);
        const counts = await repo.countContents(trx, tenant.organizationId, ids, isLearner(tenant));
        return takePage(
          rows,
          limit,
          (row) => toMaterial(row, counts.get(row.id) as repo.MaterialCounts),
          (row) => encodeCursor({ createdAt: row.created_at_exact, id: row.id }),
        );
      });
    },

    get(tenant: TenantContext, id: string): Promise<Material> {
      return withTenant(database, tenant, async (trx) =>
        withCounts(trx, tenant, await visibleMaterial(trx, tenant, id)),
      );
    },

    update(
      tenant: TenantContext,
      id: string,
      revision: number | null,
      edit: Edit,
    ): Promise<Material> {
      if (revision === null) {
        throw new AppError(
          'precondition_required',
          'Send the revision that you edited as If-Match.',
        );
      }
      const change = Object.fromEntries(
        Object.entries(edit).filter(([, value]) => value !== undefined),
      );
      return withTenant(database, tenant, async (trx) => {
        await visibleMaterial(trx, tenant, id);
        const key = { organizationId: tenant.organizationId, id, revision };
        if ((await repo.updateMaterial(trx, key, change)) === 0n) {
          throw new AppError(
            'edit_conflict',
            'Load the material again; your change was not saved.',
          );
        }
        return withCounts(trx, tenant, await visibleMaterial(trx, tenant, id));
      });
    },

    async delete(tenant: TenantContext, id: string): Promise<void> {
      const done = await withTenant(database, tenant, (trx) =>
        repo.setDeleted(trx, { organizationId: tenant.organizationId, id, at: clock.now() }),
      );
      if (done === 0n) throw notFound('material');
    },

    restore(tenant: TenantContext, id: string): Promise<Material> {
      return withTenant(database, tenant, async (trx) => {
        const key = { organizationId: tenant.organizationId, id };
        const row = await repo.selectOptionalMaterial(trx, { ...key, deleted: true });
        if (!row) throw notFound('deleted material');
        const restored = await repo
          .setDeleted(trx, { ...key, at: null })
          .catch((error: { constraint?: string }) => {
            if (error.constraint !== 'materials_checksum') throw error;
            throw new AppError(
              'conflict',
              'The same source was added again meanwhile; use that one.',
            );
          });
        if (restored === 0n) throw notFound('deleted material');
        return withCounts(trx, tenant, await visibleMaterial(trx, tenant, id));
      });
    },

    outline(tenant: TenantContext, id: string) {
      return withTenant(database, tenant, async (trx) => {
        const material = await visibleMaterial(trx, tenant, id);
        const rows = await repo.listHeadings(trx, {
          organizationId: tenant.organizationId,
          materialId: id,
          version: material.current_version,
        });
        return {
          headings: rows.map((row) => ({
            title: row.title,
            level: row.level,
            chunkId: row.chunk_id,
            position: row.position,
            page: row.page,
          })),
        };
      });
    },

    chunks(
      tenant: TenantContext,
      id: string,
      query: { from?: number | undefined; around?: string | undefined; limit: number },
    ) {
      return withTenant(database, tenant, async (trx) => {
        const material = await visibleMaterial(trx, tenant, id);
        const key = {
          organizationId: tenant.organizationId,
          materialId: id,
          version: material.current_version,
        };
        let from = query.from ?? 0;
        if (query.around !== undefined) {
          const position = await repo.selectOptionalChunkPosition(trx, {
            ...key,
            chunkId: query.around,
          });
          if (position === undefined) throw notFound('passage');
          from = Math.max(0, position - CONTEXT_BEFORE);
        }
        const rows = await repo.listChunks(trx, { ...key, from, limit: query.limit });
        return {
          total: await repo.countChunks(trx, key),
          chunks: rows.map(
            (row): MaterialChunk => ({
              id: row.id,
              position: row.position,
              kind: row.kind,
              headingPath: row.heading_path,
              text: row.text,
              blocks: Blocks.parse(row.blocks),
              pageStart: row.page_start,
              pageEnd: row.page_end,
              startSeconds: row.start_seconds,
              language: row.language,
              itemCount: Number(row.item_count ?? 0),
            }),
          ),
        };
      });
    },

    conceptMap(tenant: TenantContext, id: string) {
      return withTenant(database, tenant, async (trx) => {
        const material = await visibleMaterial(trx, tenant, id);
        const rows = await repo.listConcepts(trx, {
          organizationId: tenant.organizationId,
          materialId: id,
          version: material.current_version,
          limit: MAP_CONCEPTS,
        });
        const edges = await repo.listEdges(
          trx,
          tenant.organizationId,
          rows.map((row) => row.id),
        );
        return {
          concepts: rows.map((row) => ({
            id: row.id,
            name: row.name,
            aliases: row.aliases,
            definition: row.definition,
            chunkId: row.chunk_id,
            itemCount: row.item_count,
          })),
          edges: edges.map((edge) => ({
            from: edge.from_concept_id,
            to: edge.to_concept_id,
            kind: edge.kind,
            weight: edge.weight,
          })),
        };
      });
    },

    subjects(tenant: TenantContext) {
      return withTenant(database, tenant, async (trx) => {
        const rows = await repo.listSubjects(trx, tenant.organizationId);
        return {
          subjects: rows.map((row) => ({
            subject: row.subject ?? '',
            materials: Number(row.materials),
          })),
        };
      });
    },
  };
}

export type LibraryService = ReturnType<typeof createLibraryService>;
