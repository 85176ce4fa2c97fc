import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { SourceDocument } from '../../server/modules/generation/engine.ts';
import { chunkDocument } from '../../server/modules/ingestion/domain/chunk.ts';
import { parseSource } from '../../server/modules/ingestion/parsers/index.ts';

/** Reads a file as the platform would: parsed into blocks, cut into chunks. */
export async function readSource(file: string): Promise<SourceDocument> {
  const parsed = await parseSource({ bytes: readFileSync(file), fileName: basename(file) });
  return {
    title: parsed.title ?? basename(file),
    language: parsed.language,
    chunks: chunkDocument(parsed).map((chunk) => ({ ...chunk, id: `chunk-${chunk.position}` })),
  };
}
