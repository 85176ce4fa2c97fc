import mammoth from 'mammoth';
import type { ParsedDocument } from '../../library/index.ts';
import { htmlToBlocks } from './html-blocks.ts';

export async function parseDocx(bytes: Uint8Array): Promise<Omit<ParsedDocument, 'language'>> {
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  const blocks = htmlToBlocks(value);
  const title = blocks.find(({ kind }) => kind === 'heading')?.text ?? null;
  return { title, blocks, pageCount: null, durationSeconds: null };
}
