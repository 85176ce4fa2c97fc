import { rm } from 'node:fs/promises';
import path from 'node:path';
import { MAX_UPLOAD_BYTES } from '../../../../contracts/ingestion.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { systemContext } from '../job-control.ts';
import { type IngestionService, type StoredSource, titleFromFileName } from '../service.ts';
import type { VersionService } from '../versions/service.ts';
import type { Look } from './domain/look.ts';
import { copyWatchedFile } from './read-file.ts';
import * as files from './repo/files.ts';
import { selectOptionalStanding } from './repo/standing.ts';

export type TakeDeps = Pick<Deps, 'database' | 'clock' | 'config'> & {
  ingestion: Pick<IngestionService, 'tempFile' | 'take' | 'get'>;
  versions: Pick<VersionService, 'take'>;
};

type FileToTake = {
  id: string;
  path: string;
  material_id: string | null;
  state: string;
  error_code: string | null;
  error: string | null;
  look: Look;
  absolute: string;
};

/**
 * Reads one whole file into the library: as a new material, or as a new version of the one that it
 * was. `later`: it is written still, or its material is still being read. `asked`: a person deleted
 * its material, so that a person has to want it back.
 */
export async function takeWatchedFile(
  deps: TakeDeps,
  input: { organizationId: string; createdBy: string; file: FileToTake; signal: AbortSignal },
): Promise<'taken' | 'failed' | 'later' | 'asked'> {
  const { database, clock, config, ingestion, versions } = deps;
  const { organizationId, file, signal } = input;
  const system = systemContext(organizationId);
  const author = { organizationId, userId: input.createdBy, role: 'instructor' as const };
  const key = { organizationId, id: file.id };

  const fail = async (error: { code: string; message: string }): Promise<'failed'> => {
    const isNews =
      file.state !== 'failed' || file.error_code !== error.code || file.error !== error.message;
    if (isNews) await withTenant(database, system, (trx) => files.updateFailed(trx, key, error));
    return 'failed';
  };

  const { material_id: materialId } = file;
  const standingNow = async () =>
    materialId === null
      ? undefined
      : withTenant(database, system, (trx) =>
          selectOptionalStanding(trx, { organizationId, fileId: file.id, materialId }),
        );
  const standing = await standingNow();
  if (standing?.busy) return 'later';
  if (materialId !== null && standing === undefined && file.state !== 'wanted') {
    if (file.state !== 'found')
      await withTenant(database, system, (trx) => files.updateFound(trx, key));
    return 'asked';
  }

  const target = ingestion.tempFile();
  const copy = await copyWatchedFile(file.absolute, target, {
    expected: file.look,
    maxBytes: MAX_UPLOAD_BYTES,
    limits: config,
    signal,
  });
  if (!copy.ok && copy.code === 'changed') {
    await withTenant(database, system, (trx) => files.updateUnsettled(trx, key, clock.now()));
    return 'later';
  }
  if (!copy.ok) return fail(copy);

  const name = path.posix.basename(file.path);
  const source: StoredSource = {
    sourceType: 'file',
    source: name.slice(0, 500),
    title: titleFromFileName(name),
    mediaType: null,
    file: target,
  };
  try {
    let taken: { materialId: string | null; jobId: string | null };
    if (materialId !== null && standing?.status === 'ready' && standing.follows) {
      taken = { materialId, jobId: (await versions.take(author, materialId, source)).jobId };
    } else {
      const jobId = await ingestion.take(author, source);
      taken = { jobId, materialId: (await ingestion.get(author, jobId)).materialId };
    }
    await withTenant(database, system, (trx) =>
      files.updateTaken(trx, key, { ...file.look, checksum: copy.checksum, ...taken }),
    );
    return 'taken';
  } catch (error) {
    if (signal.aborted) throw error;
    // Somebody gave the material another version at this very moment.
    if (error instanceof AppError && error.code === 'conflict' && (await standingNow())?.busy)
      return 'later';
    if (error instanceof AppError) return fail({ code: error.code, message: error.message });
    console.error(`Reading ${file.absolute} failed:`, error);
    return fail({
      code: 'internal',
      message: 'Something went wrong on our side. It is tried again at the next look.',
    });
  } finally {
    await rm(target, { force: true });
  }
}
