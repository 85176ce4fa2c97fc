import type { MessagePort } from 'node:worker_threads';
import type { Chunk, ParsedDocument } from '../library/index.ts';
import { chunkDocument } from './domain/chunk.ts';
import { SourceError, type SourceErrorCode } from './domain/source-error.ts';
import { parseSource } from './parsers/index.ts';

export type ParseTask = {
  kind: 'parse';
  bytes?: Uint8Array;
  fileName: string;
  contentType?: string;
  port?: MessagePort;
};

export type ParseOutcome =
  | { ok: true; document: ParsedDocument; chunks: Chunk[] }
  | { ok: false; code: SourceErrorCode; message: string; cause: string | null };

/** Refusals travel as values: a class does not survive the way between threads. */
export default async function parse(task: ParseTask): Promise<ParseOutcome> {
  const { port, bytes = new Uint8Array(), fileName, contentType } = task;
  try {
    const document = await parseSource({
      bytes,
      fileName,
      ...(contentType === undefined ? {} : { contentType }),
      onProgress: (done, total) => port?.postMessage({ done, total }),
    });
    return { ok: true, document, chunks: chunkDocument(document) };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const { code, message, cause } = error;
    return { ok: false, code, message, cause: cause === undefined ? null : String(cause) };
  } finally {
    port?.close();
  }
}
