import path from 'node:path';
import { Piscina } from 'piscina';
import { AppError } from '../../errors.ts';
import type { CertificateSheet } from './certificate.ts';

export type { CertificateSheet } from './certificate.ts';

/** Makes documents to print. */
export type PdfPort = {
  /** @throws AppError `unavailable` where too many wait. */
  certificate(sheet: CertificateSheet): Promise<Uint8Array>;
  close(): Promise<void>;
};

/** Sheets that wait for the thread; at a quarter of a second each the last would wait long enough. */
const QUEUE = 60;

/**
 * PDF in a thread of its own: subsets of fonts take 250 ms of a certificate, and pages must not
 * wait. The thread begins with the first sheet and ends when there was none for a minute.
 */
export function createPdfPort(): PdfPort {
  let pool: Piscina | undefined;
  return {
    async certificate(sheet) {
      pool ??= new Piscina({
        filename: path.join(import.meta.dirname, 'worker.ts'),
        minThreads: 0,
        maxThreads: 1,
        idleTimeout: 60_000,
        maxQueue: QUEUE,
        resourceLimits: { maxOldGenerationSizeMb: 256 },
      });
      if (pool.queueSize >= QUEUE) {
        throw new AppError(
          'unavailable',
          'Many certificates are being made; try again in a minute.',
        );
      }
      return (await pool.run(sheet)) as Uint8Array;
    },
    async close() {
      await pool?.close({ force: true });
    },
  };
}
