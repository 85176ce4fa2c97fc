import mammoth from 'mammoth';
import type { ParsedDocument } from '../../library/domain/document.ts';
import { fragmentBlocks } from './html.ts';

export async function parseDocx(bytes: Uint8Array): Promise<Omit<ParsedDocument, 'language'>> {
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  const blocks = fragmentBlocks(value);
  const title = blocks.find(({ kind }) => kind === 'heading')?.text ?? null;
  return { title, blocks, pageCount: null, durationSeconds: null };
}
