import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { ParsedDocument } from '../../library/index.ts';
import { recognizeLanguage } from '../domain/language.ts';
import { decodeText } from './decode.ts';
import { readFrontMatter } from './front-matter.ts';
import { markdownToBlocks } from './markdown-blocks.ts';

/** Parses Markdown (CommonMark with GitHub's tables and lists), with YAML or TOML front matter. */
export async function parseMarkdown(bytes: Uint8Array): Promise<ParsedDocument> {
  const text = decodeText(bytes).replace(/^\uFEFF/u, '');
  const { title, language, body } = readFrontMatter(text);
  const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const blocks = markdownToBlocks(tree);
  const heading = blocks.find((block) => block.kind === 'heading');
  return {
    title: title ?? heading?.text ?? null,
    language: recognizeLanguage(blocks.map((block) => block.text).join('\n'), language),
    blocks,
    pageCount: null,
    durationSeconds: null,
  };
}
