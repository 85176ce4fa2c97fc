import type { Nodes, PhrasingContent, Root, RootContent, Table } from 'mdast';
import type { Block, BlockKind } from '../../library/index.ts';
import { cleanText } from '../domain/clean-text.ts';
import { htmlToBlocks } from './html-blocks.ts';

type Context = { kind: BlockKind; level?: number };

/** The blocks of a Markdown tree. Raw HTML gives its text; links, images and marks are dropped. */
export function markdownToBlocks(tree: Root): Block[] {
  const blocks: Block[] = [];

  function push(context: Context, text: string): void {
    if (text === '') return;
    blocks.push({
      kind: context.kind,
      text,
      ...(context.level === undefined ? {} : { level: context.level }),
    });
  }

  function walk(node: RootContent, context: Context): void {
    switch (node.type) {
      case 'heading':
        return push({ kind: 'heading', level: node.depth }, cleanText(inline(node.children)));
      case 'paragraph':
        return push(context, cleanText(inline(node.children)));
      case 'code':
        return push({ kind: 'code' }, cleanText(node.value, { preformatted: true }));
      case 'table':
        return push({ kind: 'table' }, tableRows(node));
      case 'html':
        // Comments and lone tags give nothing; `<details>` and the like give their text.
        for (const block of htmlToBlocks(node.value)) {
          if (block.kind === 'paragraph') push(context, block.text);
          else blocks.push(block);
        }
        return;
      case 'blockquote':
        for (const child of node.children) walk(child, { kind: 'quote' });
        return;
      case 'list':
        for (const item of node.children) {
          const level = (context.level ?? 0) + 1;
          for (const child of item.children) walk(child, { kind: 'list_item', level });
        }
        return;
      case 'footnoteDefinition':
        for (const child of node.children) walk(child, context);
        return;
      default:
    }
  }

  for (const node of tree.children) walk(node, { kind: 'paragraph' });
  return blocks;
}

function tableRows(table: Table): string {
  return table.children
    .map((row) =>
      row.children
        .map((cell) => cleanText(inline(cell.children)).replaceAll(' | ', ' / '))
        .join(' | ')
        .trim(),
    )
    .filter((row) => row.replace(/[\s|]/gu, '') !== '')
    .join('\n');
}

function inline(nodes: PhrasingContent[]): string {
  return nodes.map(inlineText).join('');
}

function inlineText(node: Nodes): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'break':
      return '\n';
    case 'html':
      return /^<br\b/iu.test(node.value) ? '\n' : '';
    case 'image':
    case 'imageReference':
    case 'footnoteReference':
      return '';
    default:
      return 'children' in node ? node.children.map(inlineText).join('') : '';
  }
}
