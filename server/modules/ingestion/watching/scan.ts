import path from 'node:path';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import { AppError } from '../../../errors.ts';
import { systemContext } from '../job-control.ts';
import { isWatchedName } from './domain/file-name.ts';
import { judgeLook, type Look, type Remembered, SETTLE_MS } from './domain/look.ts';
import * as files from './repo/files.ts';
import * as folders from './repo/folders.ts';
import { openFolder } from './roots.ts';
import { type TakeDeps, takeWatchedFile } from './take-file.ts';
import { type SeenFile, type Walk, walkFolder } from './walk.ts';

/** Files of one folder that are looked at. */
const MAX_FILES = 10_000;
/** Files that one run reads; the next run goes on. */
const TAKES = 25;
/** Rows written at once: small enough that readers of an embedded database hardly wait. */
const BATCH = 500;
const CLAIM_MS = 10 * 60_000;
const SCAN_EVERY_MS = 60_000;
/** While files came or changed this lately, the folder is looked at again as soon as they may be whole. */
const LIVELY_MS = 60_000;

/** What is left after a scan: `now`, more files are whole; `soon`, some may be in a few seconds. */
export type Left = 'nothing' | 'soon' | 'now';

const RETRIED = new Set(['unreadable', 'internal']);

function remembered(row: files.KnownFile): Remembered {
  return {
    sizeBytes: Number(row.size_bytes),
    modifiedAt: row.modified_at,
    state: row.state,
    stableSince: row.stable_since,
    taken:
      row.taken_size_bytes === null || row.taken_modified_at === null
        ? null
        : { sizeBytes: Number(row.taken_size_bytes), modifiedAt: row.taken_modified_at },
    mayRetry: row.error_code !== null && RETRIED.has(row.error_code),
  };
}

/** Looks through watched folders and reads the files that are whole. */
export function createScanner(deps: TakeDeps) {
  const { database, clock, config } = deps;

  /** Writes down what was seen. @returns the files to read now, and whether some may be soon. */
  async function remember(organizationId: string, folder: folders.FolderRow, walk: Walk) {
    const key = { organizationId, folderId: folder.id };
    const inTenant = <T>(work: (trx: TenantTransaction) => Promise<T>) =>
      withTenant(database, systemContext(organizationId), work);
    const rows = await inTenant((trx) => files.listKnownFiles(trx, key));
    const known = new Map(rows.map((row) => [row.path, row]));
    const now = clock.now();
    const looks: files.NewLook[] = [];
    const takes: SeenFile[] = [];
    let lively = false;
    for (const seen of walk.files) {
      const row = known.get(seen.path);
      known.delete(seen.path);
      const before = row === undefined ? null : remembered(row);
      const verdict = judgeLook(before, seen, { now, auto: folder.auto_process });
      if (
        before === null ||
        before.state !== verdict.state ||
        before.stableSince.getTime() !== verdict.stableSince.getTime()
      )
        looks.push({ ...seen, ...verdict });
      if (verdict.take) takes.push(seen);
      else if (verdict.state === 'settling' || verdict.state === 'wanted')
        lively ||= now.getTime() - verdict.stableSince.getTime() < LIVELY_MS;
    }
    for (const some of batches(looks)) await inTenant((trx) => files.upsertLooks(trx, key, some));
    // Where a part could not be seen, what is missing may be in it.
    const gone = walk.problems.length > 0 ? [] : [...known.values()];
    const ids = gone
      .filter(({ state, path: below }) => state !== 'gone' && isLookedAt(folder, below))
      .map(({ id }) => id);
    for (const some of batches(ids)) await inTenant((trx) => files.markGone(trx, key, some));
    const paths = takes.slice(0, TAKES).map((seen) => seen.path);
    const taken = await inTenant((trx) => files.listKnownFiles(trx, { ...key, paths }));
    return { takes, lively, rows: new Map(taken.map((row) => [row.path, row])) };
  }

  async function lookThrough(
    organizationId: string,
    folder: folders.FolderRow,
    signal: AbortSignal,
  ): Promise<{ left: Left; error: string | null }> {
    const system = systemContext(organizationId);
    const key = { organizationId, id: folder.id };
    const place = await openFolder(folder.path, config);
    const walk = await walkFolder(place, {
      recursive: folder.recursive,
      fileTypes: folder.file_types,
      maxFiles: MAX_FILES,
      except: config.dataDir,
      signal,
    });
    const { takes, lively, rows } = await remember(organizationId, folder, walk);
    let left: Left = lively ? 'soon' : 'nothing';
    for (const [index, seen] of takes.entries()) {
      if (index === TAKES) {
        left = 'now';
        break;
      }
      signal.throwIfAborted();
      const claim = await withTenant(database, system, (trx) =>
        folders.extendClaim(trx, key, new Date(clock.now().getTime() + CLAIM_MS)),
      );
      // Paused or deleted meanwhile.
      if (!claim?.enabled) return { left: 'nothing', error: null };
      const row = rows.get(seen.path);
      if (row === undefined) continue;
      const outcome = await takeWatchedFile(deps, {
        organizationId,
        createdBy: folder.created_by,
        file: { ...row, look: seen satisfies Look, absolute: path.join(place.real, seen.path) },
        signal,
      });
      if (outcome === 'later' && left === 'nothing') left = 'soon';
    }
    return { left, error: walk.problems.length === 0 ? null : summaryOf(walk.problems) };
  }

  return {
    /**
     * Looks through one folder, unless it is paused or another scan has it. What a scan that died
     * has not done, the next one does.
     */
    async scan(organizationId: string, folderId: string, signal: AbortSignal): Promise<Left> {
      const system = systemContext(organizationId);
      const key = { organizationId, id: folderId };
      const now = clock.now();
      const folder = await withTenant(database, system, (trx) =>
        folders.claimFolder(trx, key, {
          now,
          busyUntil: new Date(now.getTime() + CLAIM_MS),
          nextScanAt: new Date(now.getTime() + SCAN_EVERY_MS),
        }),
      );
      if (!folder) return 'nothing';
      let error: string | null = null;
      try {
        const result = await lookThrough(organizationId, folder, signal);
        error = result.error;
        return result.left;
      } catch (failure) {
        if (signal.aborted) throw failure;
        const present = await withTenant(database, system, (trx) =>
          folders.selectOptionalFolder(trx, key),
        );
        // Removed while it was looked through: there is nothing left to write down.
        if (!present) return 'nothing';
        if (!(failure instanceof AppError)) {
          console.error(`The scan of ${folder.path} failed:`, failure);
          error =
            'Something went wrong on our side. The folder is looked through again in a minute.';
        } else error = failure.message;
        return 'nothing';
      } finally {
        await withTenant(database, system, (trx) =>
          folders.endScan(trx, key, { at: clock.now(), error }),
        );
      }
    },
  };
}

export type Scanner = ReturnType<typeof createScanner>;

/** Seconds after which a folder with lively files is looked at again. */
export const LOOK_AGAIN_SECONDS = SETTLE_MS / 1000 + 1;

function* batches<T>(all: readonly T[]): Iterable<T[]> {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH);
}

/** Whether a scan could have seen a file at all, as the folder is set up now. */
function isLookedAt(folder: folders.FolderRow, below: string): boolean {
  if (!folder.recursive && below.includes('/')) return false;
  return isWatchedName(path.posix.basename(below), folder.file_types);
}

function summaryOf(problems: readonly string[]): string {
  const shown = problems.slice(0, 3).join(' ');
  return problems.length > 3 ? `${shown} (${problems.length - 3} more)` : shown;
}
