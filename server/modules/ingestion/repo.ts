import { sql } from 'kysely';
import type { z } from 'zod';
import { IngestionJob } from '../../../contracts/ingestion.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import type { IngestionStage } from '../../db/types.gen.ts';
import { newId } from '../../ids.ts';
import { type Chunk, type EmbedderRef, searchConfigFor, vectorColumns } from '../library/index.ts';

export const Counts = IngestionJob.shape.counts;
export type Counts = z.infer<typeof Counts>;

function selectJobs(trx: TenantTransaction, organizationId: string) {
  return trx
    .selectFrom('ingestion_jobs')
    .leftJoin('materials', (join) =>
      join
        .onRef('materials.organization_id', '=', 'ingestion_jobs.organization_id')
        .onRef('materials.id', '=', 'ingestion_jobs.material_id'),
    )
    .leftJoin('material_versions', (join) =>
      join
        .onRef('material_versions.organization_id', '=', 'ingestion_jobs.organization_id')
        .onRef('material_versions.material_id', '=', 'ingestion_jobs.material_id')
        .onRef('material_versions.version', '=', 'ingestion_jobs.material_version'),
    )
    .select([
      'ingestion_jobs.id',
      'ingestion_jobs.source_type',
      'ingestion_jobs.source',
      'ingestion_jobs.material_id',
      'ingestion_jobs.material_version',
      'materials.title as material_title',
      'materials.source_name',
      'materials.current_version',
      'material_versions.storage_key',
      'material_versions.media_type',
      'ingestion_jobs.status',
      'ingestion_jobs.stage',
      'ingestion_jobs.progress_done',
      'ingestion_jobs.progress_total',
      'ingestion_jobs.counts',
      'ingestion_jobs.duplicate',
      'ingestion_jobs.error_code',
      'ingestion_jobs.error_message',
      'ingestion_jobs.waiting_for',
      'ingestion_jobs.cancel_requested_at',
      'ingestion_jobs.started_at',
      'ingestion_jobs.finished_at',
      'ingestion_jobs.created_at',
      'ingestion_jobs.updated_at',
      'ingestion_jobs.created_by',
    ])
    .where('ingestion_jobs.organization_id', '=', organizationId);
}

export type JobRow = Awaited<ReturnType<typeof listJobs>>[number];

export async function listJobs(
  trx: TenantTransaction,
  filter: {
    organizationId: string;
    open?: boolean | undefined;
    before: string | null;
    limit: number;
  },
) {
  return selectJobs(trx, filter.organizationId)
    .$if(filter.open === true, (query) =>
      query.where('ingestion_jobs.status', 'in', ['queued', 'running']),
    )
    .$if(filter.before !== null, (query) =>
      query.where('ingestion_jobs.id', '<', filter.before as string),
    )
    .orderBy('ingestion_jobs.id', 'desc')
    .limit(filter.limit)
    .execute();
}

/** What moved since a moment, for the event stream; the page catches up by itself past 100. */
export async function listJobsChangedSince(
  trx: TenantTransaction,
  organizationId: string,
  since: Date,
) {
  return selectJobs(trx, organizationId)
    .where('ingestion_jobs.updated_at', '>', since)
    .orderBy('ingestion_jobs.updated_at')
    .limit(100)
    .execute();
}

export async function selectOptionalJob(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
) {
  return selectJobs(trx, key.organizationId)
    .where('ingestion_jobs.id', '=', key.id)
    .executeTakeFirst();
}

export async function lockJob(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
): Promise<void> {
  await trx
    .selectFrom('ingestion_jobs')
    .select('id')
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .forUpdate()
    .execute();
}

export async function insertJob(
  trx: TenantTransaction,
  row: {
    organizationId: string;
    sourceType: 'file' | 'url' | 'text';
    source: string;
    createdBy: string;
    materialId: string | null;
    version: number | null;
    stage: IngestionStage;
    duplicateAt: Date | null;
    counts?: Counts;
  },
): Promise<string> {
  const id = newId();
  await trx
    .insertInto('ingestion_jobs')
    .values({
      organization_id: row.organizationId,
      id,
      source_type: row.sourceType,
      source: row.source,
      created_by: row.createdBy,
      material_id: row.materialId,
      material_version: row.version,
      stage: row.duplicateAt ? 'done' : row.stage,
      status: row.duplicateAt ? 'completed' : 'queued',
      finished_at: row.duplicateAt,
      duplicate: row.duplicateAt !== null,
      counts: JSON.stringify(row.counts ?? {}),
    })
    .execute();
  return id;
}

/** What a queued job can wait for but its turn. */
export type WaitingFor = NonNullable<IngestionJob['paused']>['code'];

export type JobChange = {
  status?: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';
  stage?: IngestionStage;
  done?: number;
  total?: number;
  counts?: Counts;
  materialId?: string | null;
  version?: number;
  error?: { code: string; message: string } | null;
  cancelRequestedAt?: Date | null;
  startedAt?: Date;
  finishedAt?: Date | null;
  waitingFor?: WaitingFor | null;
};

/** Returns whether a person has asked to stop the job. Counts are merged into those there are. */
export async function updateJob(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
  change: JobChange,
): Promise<{ cancelRequested: boolean } | null> {
  const values = {
    ...(change.status === undefined ? {} : { status: change.status }),
    ...(change.stage === undefined ? {} : { stage: change.stage }),
    ...(change.done === undefined ? {} : { progress_done: Math.round(change.done) }),
    ...(change.total === undefined ? {} : { progress_total: Math.round(change.total) }),
    ...(change.materialId === undefined ? {} : { material_id: change.materialId }),
    ...(change.version === undefined ? {} : { material_version: change.version }),
    ...(change.error === undefined
      ? {}
      : { error_code: change.error?.code ?? null, error_message: change.error?.message ?? null }),
    ...(change.cancelRequestedAt === undefined
      ? {}
      : { cancel_requested_at: change.cancelRequestedAt }),
    ...(change.startedAt === undefined
      ? {}
      : { started_at: sql<Date>`coalesce(started_at, ${change.startedAt})` }),
    ...(change.finishedAt === undefined ? {} : { finished_at: change.finishedAt }),
    ...(change.waitingFor === undefined ? {} : { waiting_for: change.waitingFor }),
    ...(change.counts === undefined
      ? {}
      : { counts: sql<string>`counts || ${JSON.stringify(change.counts)}::jsonb` }),
  };
  const row = await trx
    .updateTable('ingestion_jobs')
    .set(values)
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .returning('cancel_requested_at')
    .executeTakeFirst();
  return row ? { cancelRequested: row.cancel_requested_at !== null } : null;
}

/** Ends a job whose source turned out to be a material that the organization has already. */
export async function updateJobAsDuplicate(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
  of: { materialId: string; at: Date },
): Promise<void> {
  await trx
    .updateTable('ingestion_jobs')
    .set({
      material_id: of.materialId,
      duplicate: true,
      status: 'completed',
      stage: 'done',
      finished_at: of.at,
    })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

export async function selectOptionalMaterialByChecksum(
  trx: TenantTransaction,
  key: { organizationId: string; checksum: string },
) {
  return trx
    .selectFrom('materials')
    .select(['id', 'status', 'current_version', 'title'])
    .where('organization_id', '=', key.organizationId)
    .where('checksum', '=', key.checksum)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

/** A material with its first version; null where the same source came in at this very moment. */
export async function insertMaterial(
  trx: TenantTransaction,
  row: {
    organizationId: string;
    title: string;
    sourceType: 'file' | 'url' | 'text';
    sourceName: string;
    mediaType: string | null;
    checksum: string;
    storageKey: string;
    sizeBytes: number;
    createdBy: string;
  },
): Promise<string | null> {
  const id = newId();
  const inserted = await trx
    .insertInto('materials')
    .values({
      organization_id: row.organizationId,
      id,
      title: row.title,
      source_type: row.sourceType,
      source_name: row.sourceName,
      media_type: row.mediaType,
      checksum: row.checksum,
      storage_key: row.storageKey,
      size_bytes: row.sizeBytes,
      created_by: row.createdBy,
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'checksum']).where('deleted_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (!inserted) return null;
  await trx
    .insertInto('material_versions')
    .values({
      organization_id: row.organizationId,
      material_id: id,
      version: 1,
      checksum: row.checksum,
      source_name: row.sourceName,
      media_type: row.mediaType,
      storage_key: row.storageKey,
      size_bytes: row.sizeBytes,
      created_by: row.createdBy,
    })
    .execute();
  return id;
}

export async function updateMaterialStatus(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
  status: 'processing' | 'ready' | 'failed',
): Promise<void> {
  await trx
    .updateTable('materials')
    .set({ status })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

/** What parsing found out about the whole. */
export async function updateParsed(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string; version: number },
  facts: {
    title: string | null;
    language: string;
    wordCount: number;
    pageCount: number | null;
    durationSeconds: number | null;
    textHash: string;
  },
): Promise<void> {
  await trx
    .updateTable('material_versions')
    .set({
      text_hash: facts.textHash,
      language: facts.language,
      word_count: facts.wordCount,
      page_count: facts.pageCount,
      duration_seconds: facts.durationSeconds,
    })
    .where('organization_id', '=', key.organizationId)
    .where('material_id', '=', key.materialId)
    .where('version', '=', key.version)
    .execute();
  // A later version speaks for the material once it is searchable; its title people may have set.
  if (key.version > 1) return;
  await trx
    .updateTable('materials')
    .set({
      language: facts.language,
      word_count: facts.wordCount,
      page_count: facts.pageCount,
      duration_seconds: facts.durationSeconds,
      ...(facts.title === null ? {} : { title: facts.title }),
    })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.materialId)
    .execute();
}

/** A repeated batch changes nothing: a passage is named by its position in the version. */
export async function insertChunks(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string; version: number },
  embedder: EmbedderRef,
  chunks: readonly { chunk: Chunk; vector: Float32Array | null }[],
): Promise<void> {
  if (chunks.length === 0) return;
  await trx
    .insertInto('chunks')
    .values(
      chunks.map(({ chunk, vector }) => ({
        organization_id: key.organizationId,
        id: newId(),
        material_id: key.materialId,
        version: key.version,
        position: chunk.position,
        kind: chunk.kind,
        heading_path: chunk.headingPath,
        heading: chunk.headingPath.join(' · '),
        text: chunk.text,
        start_offset: chunk.start,
        end_offset: chunk.end,
        blocks: JSON.stringify(chunk.blocks),
        page_start: chunk.pageStart,
        page_end: chunk.pageEnd,
        start_seconds: chunk.startSeconds,
        end_seconds: chunk.endSeconds,
        word_count: chunk.wordCount,
        language: chunk.language,
        content_hash: chunk.contentHash,
        search_config: searchConfigFor(chunk.language),
        ...vectorColumns(embedder, vector),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'material_id', 'version', 'position']).doNothing(),
    )
    .execute();
}

/** Whether people have reviewed or studied an item of the material. */
export async function isMaterialUsed(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (
      select from items i
      where i.organization_id = ${key.organizationId} and i.material_id = ${key.id}
        and (exists (select from item_reviews r where r.organization_id = i.organization_id and r.item_id = i.id)
          or exists (select from interactions a where a.organization_id = i.organization_id and a.item_id = i.id))
    ) as used
  `.execute(trx);
  return rows[0]?.used === true;
}

export async function deleteMaterial(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
): Promise<void> {
  await trx
    .deleteFrom('materials')
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}
