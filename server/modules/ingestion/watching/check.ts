import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { MAX_UPLOAD_BYTES } from '../../../../contracts/ingestion.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { ServerBusy, type Visit } from '../../../ports/web/index.ts';
import { BLOCK_SEPARATOR } from '../../library/index.ts';
import { SourceError } from '../domain/source-error.ts';
import { systemContext } from '../job-control.ts';
import type { ParsePool } from '../pool.ts';
import { type IngestionService, type StoredSource, titleFromFileName } from '../service.ts';
import type { VersionService } from '../versions/service.ts';
import { nextCheckAt } from './domain/next-check.ts';
import { comparableText } from './domain/page-text.ts';
import { type Standing, selectOptionalStanding } from './repo/standing.ts';
import * as repo from './repo/urls.ts';

const CLAIM_MS = 30 * 60_000;
/** While the last version is being read, the address waits this long. */
const BUSY_MS = 60_000;

/** What one check found; the caller says when the next one is. */
type Finding = Pick<repo.CheckResult, 'outcome' | 'reading' | 'material'> & {
  error?: { code: string; message: string };
  retryAfterSeconds?: number;
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Reads monitored addresses and takes over what has changed. */
export function createChecker(
  deps: Pick<Deps, 'database' | 'clock' | 'web'> & {
    ingestion: Pick<IngestionService, 'tempFile' | 'take' | 'get'>;
    versions: Pick<VersionService, 'take'>;
    pool: Pick<ParsePool, 'run'>;
  },
) {
  const { database, clock, web, ingestion, versions, pool } = deps;

  /** Takes what was fetched over, where its text is another. */
  async function takeOver(
    organizationId: string,
    url: repo.ClaimedUrl,
    standing: Standing | undefined,
    fetched: Extract<Visit, { kind: 'fetched' }>,
    file: string,
    signal: AbortSignal,
  ): Promise<Finding> {
    const { document } = await pool.run(
      {
        bytes: await readFile(file),
        fileName: fetched.fileName,
        ...(fetched.contentType === null ? {} : { contentType: fetched.contentType }),
      },
      undefined,
      signal,
    );
    const contentHash = sha256(comparableText(document.blocks));
    const reading = { ...fetched.validators, contentHash };
    const isSame =
      url.content_hash === null
        ? standing?.textHash ===
          sha256(document.blocks.map((block) => block.text).join(BLOCK_SEPARATOR))
        : url.content_hash === contentHash;
    if (standing && isSame) return { outcome: 'unchanged', reading };
    const author = { organizationId, userId: url.created_by, role: 'instructor' as const };
    const source: StoredSource = {
      sourceType: 'url',
      source: url.url,
      title: titleFromFileName(fetched.fileName),
      mediaType: fetched.contentType,
      file,
    };
    const { material_id: materialId } = url;
    if (materialId !== null && standing?.status === 'ready') {
      const { jobId, unchanged } = await versions.take(author, materialId, source);
      return unchanged
        ? { outcome: 'unchanged', reading }
        : { outcome: 'changed', reading, material: { materialId, jobId } };
    }
    const jobId = await ingestion.take(author, source);
    const job = await ingestion.get(author, jobId);
    return { outcome: 'added', reading, material: { materialId: job.materialId, jobId } };
  }

  async function visit(
    organizationId: string,
    url: repo.ClaimedUrl,
    standing: Standing | undefined,
    signal: AbortSignal,
  ): Promise<Finding> {
    const file = ingestion.tempFile();
    try {
      const answer = await web.revisit(url.url, file, {
        // Of a page that is not in the library "not modified" would say nothing.
        validators:
          standing && url.content_hash !== null
            ? { etag: url.etag, lastModified: url.last_modified }
            : { etag: null, lastModified: null },
        maxBytes: MAX_UPLOAD_BYTES,
        signal,
      });
      switch (answer.kind) {
        case 'not_modified':
          return { outcome: 'not_modified' };
        case 'refused':
          return {
            outcome: 'refused',
            error: {
              code: 'robots_refused',
              message: `The site does not want programs to read ${answer.url} (its robots.txt says so). Save the page yourself and add the file.`,
            },
          };
        case 'rules_unreachable':
          return {
            outcome: 'failed',
            error: {
              code: 'robots_unreachable',
              message: `${new URL(answer.url).host} does not say whether its pages may be read: its robots.txt cannot be reached. It is asked again later.`,
            },
          };
        case 'fetched':
          return await takeOver(organizationId, url, standing, answer, file, signal);
      }
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof AppError || error instanceof SourceError)
        return {
          outcome: 'failed',
          error: { code: error.code, message: error.message },
          ...(error instanceof ServerBusy ? { retryAfterSeconds: error.retryAfterSeconds } : {}),
        };
      console.error(`The check of ${url.url} failed:`, error);
      return {
        outcome: 'failed',
        error: {
          code: 'internal',
          message: 'Something went wrong on our side. The address is read again later.',
        },
      };
    } finally {
      await rm(file, { force: true });
    }
  }

  return {
    /**
     * Reads one address, unless it is paused or another check has it.
     *
     * @param options.asked a person wants it now: a page whose material was deleted comes back.
     */
    async check(
      organizationId: string,
      urlId: string,
      { asked, signal }: { asked: boolean; signal: AbortSignal },
    ): Promise<void> {
      const system = systemContext(organizationId);
      const key = { organizationId, id: urlId };
      const now = clock.now();
      const claimed = await withTenant(database, system, async (trx) => {
        const url = await repo.claimUrl(trx, key, {
          now,
          busyUntil: new Date(now.getTime() + CLAIM_MS),
        });
        if (!url) return undefined;
        const { material_id: materialId } = url;
        const standing =
          materialId === null
            ? undefined
            : await selectOptionalStanding(trx, { organizationId, fileId: null, materialId });
        return { url, standing };
      });
      if (!claimed) return;
      const { url, standing } = claimed;
      let finding: Finding;
      try {
        if (standing?.busy) {
          const later = new Date(now.getTime() + BUSY_MS);
          await withTenant(database, system, (trx) =>
            repo.updateUrl(trx, key, { nextCheckAt: later }),
          );
          return;
        }
        const wasDeleted =
          standing === undefined && (url.material_id !== null || url.content_hash !== null);
        finding =
          wasDeleted && !asked ? deletedHere() : await visit(organizationId, url, standing, signal);
        const failures = finding.error === undefined ? 0 : url.failures + 1;
        await withTenant(database, system, (trx) =>
          repo.endCheck(trx, key, {
            ...finding,
            at: clock.now(),
            failures,
            nextCheckAt: nextCheckAt(clock.now(), {
              intervalMinutes: url.interval_minutes,
              failures,
              retryAfterSeconds: finding.retryAfterSeconds ?? null,
            }),
            error: finding.error ?? null,
          }),
        );
      } finally {
        await withTenant(database, system, (trx) => repo.releaseUrl(trx, key));
      }
    },
  };
}

export type Checker = ReturnType<typeof createChecker>;

const deletedHere = (): Finding => ({
  outcome: 'failed',
  error: {
    code: 'not_found',
    message:
      'Its material was deleted here. Have the address checked now to bring the page back, or remove the address.',
  },
});
