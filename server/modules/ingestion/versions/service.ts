import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import type { MaterialVersion } from '../../../../contracts/ingestion.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import * as repo from '../repo.ts';
import type { IngestionService, StoredSource } from '../service.ts';
import { ingestionStep } from '../step.ts';
import * as versions from './repo.ts';

type Author = TenantContext & { userId: string };

/** What came of a new version: the job that reads it, or null where nothing has changed. */
export type TakenVersion = { jobId: string | null; unchanged: boolean };

async function checksumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

/** New versions of materials that are in the library. */
export function createVersionService(
  deps: Pick<Deps, 'database' | 'queue' | 'storage' | 'web' | 'clock'>,
  ingestion: Pick<IngestionService, 'tempFile' | 'get'>,
) {
  const { database, queue, storage } = deps;

  async function lockMaterial(trx: TenantTransaction, organizationId: string, id: string) {
    const material = await versions.lockMaterial(trx, { organizationId, id });
    if (!material) throw notFound('material');
    return material;
  }

  /**
   * Keeps the original of a new version and opens a job for it. The version before stays the one
   * that is read until the new one is searchable. The temporary file is gone afterwards.
   *
   * @throws AppError `not_found`, `conflict` while another version is being read, `invalid_request`
   *   for an empty file.
   */
  async function take(
    author: Author,
    materialId: string,
    source: StoredSource,
  ): Promise<TakenVersion> {
    const { organizationId } = author;
    try {
      const checksum = await checksumOf(source.file);
      const { size } = await stat(source.file);
      if (size === 0) throw new AppError('invalid_request', `${source.source} is empty.`);
      const storageKey = `${organizationId}/originals/${checksum}`;
      if (!(await storage.has(storageKey))) await storage.putFile(storageKey, source.file);
      return await withTenant(database, author, async (trx) => {
        const material = await lockMaterial(trx, organizationId, materialId);
        if (material.checksum === checksum) return { jobId: null, unchanged: true };
        const other = await repo.selectOptionalMaterialByChecksum(trx, {
          organizationId,
          checksum,
        });
        if (other)
          throw new AppError(
            'conflict',
            `This very source is in the library already, as “${other.title}”; nothing was changed.`,
          );
        if (material.openJobs > 0 || material.status !== 'ready')
          throw new AppError(
            'conflict',
            'The material is still being read. Give the new version when that has ended.',
          );
        const version = await versions.insertVersion(trx, {
          organizationId,
          materialId,
          checksum,
          sourceName: source.source,
          mediaType: source.mediaType,
          storageKey,
          sizeBytes: size,
          createdBy: author.userId,
        });
        const jobId = await repo.insertJob(trx, {
          organizationId,
          sourceType: source.sourceType,
          source: source.source,
          createdBy: author.userId,
          materialId,
          version,
          stage: 'parse',
          duplicateAt: null,
        });
        await queue.enqueue(trx, ingestionStep, { organizationId, jobId });
        return { jobId, unchanged: false };
      });
    } finally {
      await rm(source.file, { force: true });
    }
  }

  async function answer(author: Author, taken: TakenVersion) {
    return {
      unchanged: taken.unchanged,
      job: taken.jobId === null ? null : await ingestion.get(author, taken.jobId),
    };
  }

  return {
    take,

    async addFile(author: Author, materialId: string, source: StoredSource) {
      return answer(author, await take(author, materialId, source));
    },

    async addText(author: Author, materialId: string, text: string) {
      const { title } = await withTenant(database, author, (trx) =>
        lockMaterial(trx, author.organizationId, materialId),
      );
      const file = ingestion.tempFile();
      await writeFile(file, text);
      return answer(
        author,
        await take(author, materialId, {
          sourceType: 'text',
          source: title,
          title,
          mediaType: 'text/markdown',
          file,
        }),
      );
    },

    /** Reads the address of the material again. @throws AppError `conflict` where it has none. */
    async fetchAgain(author: Author, materialId: string, maxBytes: number, signal: AbortSignal) {
      const material = await withTenant(database, author, (trx) =>
        lockMaterial(trx, author.organizationId, materialId),
      );
      if (material.source_type !== 'url')
        throw new AppError(
          'conflict',
          'This material did not come from an address; give a file or a text.',
        );
      const file = ingestion.tempFile();
      try {
        const fetched = await deps.web.download(material.source_name, file, { maxBytes, signal });
        return await answer(
          author,
          await take(author, materialId, {
            sourceType: 'url',
            source: material.source_name,
            title: material.title,
            mediaType: fetched.contentType,
            file,
          }),
        );
      } finally {
        await rm(file, { force: true });
      }
    },

    list(tenant: TenantContext, materialId: string): Promise<{ items: MaterialVersion[] }> {
      return withTenant(database, tenant, async (trx) => {
        const key = { organizationId: tenant.organizationId, materialId };
        const rows = await versions.listVersions(trx, key);
        if (rows.length === 0) throw notFound('material');
        return {
          items: rows.map((row) => ({
            version: row.version,
            current: row.version === row.current_version,
            sourceName: row.source_name,
            wordCount: row.word_count,
            sizeBytes: row.size_bytes === null ? null : Number(row.size_bytes),
            createdByName: row.created_by_name,
            createdAt: row.created_at.toISOString(),
            currentAt: row.current_at?.toISOString() ?? null,
            items:
              row.items_kept === null
                ? null
                : {
                    kept: row.items_kept,
                    stale: row.items_stale ?? 0,
                    retired: row.items_retired ?? 0,
                    revived: row.items_revived ?? 0,
                  },
          })),
        };
      });
    },
  };
}

export type VersionService = ReturnType<typeof createVersionService>;
