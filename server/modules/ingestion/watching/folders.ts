import { realpath } from 'node:fs/promises';
import path from 'node:path';
import {
  MAX_WATCHED_FOLDERS,
  type WatchedFile,
  type WatchedFileState,
  type WatchedFolder,
} from '../../../../contracts/watching.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../../http/cursor.ts';
import { isOverlapping, type WatchedPath } from './domain/within.ts';
import * as files from './repo/files.ts';
import * as folders from './repo/folders.ts';
import { openFolder } from './roots.ts';
import { folderScan } from './steps.ts';

type Author = TenantContext & { userId: string };

const NO_FILES = { settling: 0, found: 0, wanted: 0, added: 0, failed: 0, gone: 0 };

/** Folders of the server that an organization has watched. */
export function createFolderService({
  database,
  queue,
  clock,
  config,
}: Pick<Deps, 'database' | 'queue' | 'clock' | 'config'>) {
  function toFolder(row: folders.FolderRow, counts: WatchedFolder['counts']): WatchedFolder {
    return {
      id: row.id,
      path: row.path,
      recursive: row.recursive,
      fileTypes: row.file_types,
      autoProcess: row.auto_process,
      enabled: row.enabled,
      scanning: row.busy_until !== null && row.busy_until > clock.now(),
      lastScanAt: row.last_scan_at?.toISOString() ?? null,
      nextScanAt: row.enabled ? row.next_scan_at.toISOString() : null,
      lastError: row.last_error,
      counts,
      createdAt: row.created_at.toISOString(),
    };
  }

  async function readFolders(trx: TenantTransaction, organizationId: string) {
    const counts = new Map<string, WatchedFolder['counts']>();
    for (const { folder_id, state, files: count } of await files.countFiles(trx, organizationId))
      counts.set(folder_id, { ...(counts.get(folder_id) ?? NO_FILES), [state]: count });
    const rows = await folders.listFolders(trx, organizationId);
    return rows.map((row) => toFolder(row, counts.get(row.id) ?? NO_FILES));
  }

  async function readFolder(trx: TenantTransaction, organizationId: string, id: string) {
    const folder = (await readFolders(trx, organizationId)).find((one) => one.id === id);
    if (!folder) throw notFound('watched folder');
    return folder;
  }

  function refuseOverlap(present: readonly (WatchedPath & { id?: string })[], wanted: WatchedPath) {
    const other = present.find((folder) => isOverlapping(folder, wanted));
    if (other)
      throw new AppError(
        'conflict',
        other.path === wanted.path
          ? `${other.path} is watched already.`
          : `${other.path} is watched already and has the same files. Watch one of the two, or one without the folders in it.`,
      );
  }

  const scanSoon = (trx: TenantTransaction, organizationId: string, id: string) =>
    queue.enqueue(trx, folderScan, { organizationId, folderId: id }, { key: id });

  return {
    list: (tenant: TenantContext) =>
      withTenant(database, tenant, async (trx) => ({
        roots: [...config.watchRoots],
        items: await readFolders(trx, tenant.organizationId),
      })),

    /**
     * Begins to watch a folder and looks through it at once.
     *
     * @throws AppError `invalid_request` for a folder that is not there or not allowed, `conflict`
     *   for one whose files are watched already.
     */
    async add(
      author: Author,
      input: { path: string; recursive: boolean; fileTypes: string[]; autoProcess: boolean },
    ): Promise<WatchedFolder> {
      const { organizationId, userId } = author;
      await openFolder(input.path, config);
      const wanted = path.resolve(input.path);
      const real = await realpath(wanted);
      return withTenant(database, author, async (trx) => {
        const present = await folders.listFolders(trx, organizationId);
        if (present.length >= MAX_WATCHED_FOLDERS)
          throw new AppError(
            'conflict',
            `${MAX_WATCHED_FOLDERS} folders are watched, which is the most. Watch a folder above several of them, with the folders in it.`,
          );
        // One folder may have two names, by a link.
        for (const name of new Set([wanted, real]))
          refuseOverlap(present, { path: name, recursive: input.recursive });
        const id = await folders.insertFolder(trx, {
          ...input,
          organizationId,
          path: wanted,
          createdBy: userId,
          now: clock.now(),
        });
        if (id === null) throw new AppError('conflict', `${wanted} is watched already.`);
        await scanSoon(trx, organizationId, id);
        return readFolder(trx, organizationId, id);
      });
    },

    edit(
      tenant: TenantContext,
      id: string,
      change: {
        recursive?: boolean | undefined;
        fileTypes?: string[] | undefined;
        autoProcess?: boolean | undefined;
        enabled?: boolean | undefined;
      },
    ): Promise<WatchedFolder> {
      const { organizationId } = tenant;
      return withTenant(database, tenant, async (trx) => {
        const folder = await readFolder(trx, organizationId, id);
        if (change.recursive === true && !folder.recursive)
          refuseOverlap(
            (await folders.listFolders(trx, organizationId)).filter((other) => other.id !== id),
            { path: folder.path, recursive: true },
          );
        await folders.updateFolder(
          trx,
          { organizationId, id },
          { ...change, nextScanAt: clock.now() },
        );
        const changed = await readFolder(trx, organizationId, id);
        if (changed.enabled) await scanSoon(trx, organizationId, id);
        return changed;
      });
    },

    async remove(tenant: TenantContext, id: string): Promise<void> {
      const { organizationId } = tenant;
      const removed = await withTenant(database, tenant, (trx) =>
        folders.deleteFolder(trx, { organizationId, id }),
      );
      if (!removed) throw notFound('watched folder');
    },

    scanNow(tenant: TenantContext, id: string): Promise<WatchedFolder> {
      return withTenant(database, tenant, async (trx) => {
        const folder = await readFolder(trx, tenant.organizationId, id);
        if (!folder.enabled)
          throw new AppError('conflict', 'The folder is paused. Resume it to have it looked at.');
        await scanSoon(trx, tenant.organizationId, id);
        return folder;
      });
    },

    listFiles(
      tenant: TenantContext,
      folderId: string,
      query: {
        state?: WatchedFileState | undefined;
        cursor?: string | undefined;
        limit: number;
      },
    ) {
      const { organizationId } = tenant;
      return withTenant(database, tenant, async (trx) => {
        if (!(await folders.selectOptionalFolder(trx, { organizationId, id: folderId })))
          throw notFound('watched folder');
        const rows = await files.listFiles(trx, {
          organizationId,
          folderId,
          state: query.state,
          after: decodeCursor(query.cursor, ['path'])?.path ?? null,
          limit: query.limit + 1,
        });
        return takePage(rows, query.limit, toFile, (row) => encodeCursor({ path: row.path }));
      });
    },

    /** @returns how many files will be added at the next look, which is at once. */
    addFiles(
      tenant: TenantContext,
      folderId: string,
      ids: readonly string[] | undefined,
    ): Promise<{ wanted: number }> {
      const { organizationId } = tenant;
      return withTenant(database, tenant, async (trx) => {
        const folder = await readFolder(trx, organizationId, folderId);
        if (!folder.enabled)
          throw new AppError('conflict', 'The folder is paused. Resume it to add its files.');
        const wanted = await files.wantFiles(trx, { organizationId, folderId }, ids);
        if (wanted > 0) await scanSoon(trx, organizationId, folderId);
        return { wanted };
      });
    },
  };
}

export type FolderService = ReturnType<typeof createFolderService>;

function toFile(row: files.ListedFile): WatchedFile {
  const reading = row.job_status === 'queued' || row.job_status === 'running';
  const error =
    row.state !== 'failed'
      ? null
      : row.error_code !== null
        ? { code: row.error_code, message: row.error ?? '' }
        : { code: row.job_error_code ?? 'internal', message: row.job_error ?? '' };
  return {
    id: row.id,
    path: row.path,
    sizeBytes: Number(row.size_bytes),
    modifiedAt: row.modified_at.toISOString(),
    state: row.state,
    reading,
    materialId: row.material_id,
    materialTitle: row.material_title,
    error,
  };
}
