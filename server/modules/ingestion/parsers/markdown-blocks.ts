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
        push({ kind: 'heading', level: node.depth }, headingText(node.children));
        break;
      case 'paragraph':
        push(context, paragraphText(node.children));
        break;
      case 'code':
        push({ kind: 'code' }, cleanText(node.value, { preformatted: true }));
        break;
      case 'table':
        push({ kind: 'table' }, tableRows(node));
        break;
      case 'html':
        // Comments and lone tags give nothing; `<details>` and the like give their text.
        for (const block of htmlToBlocks(node.value)) {
          if (block.kind === 'paragraph') push(context, block.text);
          else blocks.push(block);
        }
        break;
      case 'blockquote':
        for (const child of node.children) walk(child, { kind: 'quote' });
        break;
      case 'list':
        for (const item of node.children) {
          const level = (context.level ?? 0) + 1;
          for (const child of item.children) walk(child, { kind: 'list_item', level });
        }
        break;
      case 'footnoteDefinition':
        for (const child of node.children) walk(child, context);
        break;
      default:
    }
  }

  for (const node of tree.children) walk(node, { kind: 'paragraph' });
  return blocks;
}

/** Without the anchors that Pandoc and Docusaurus write: `## Title {#anchor}`. */
function headingText(nodes: PhrasingContent[]): string {
  return cleanText(inline(nodes)).replace(/\s*\{#[\w:.-]+[^}]*\}$/u, '');
}

/** Without the fences of admonitions (`:::note`) and the module lines of MDX. */
function paragraphText(nodes: PhrasingContent[]): string {
  const lines = inline(nodes)
    .split('\n')
    .map((line) => line.replace(/^\s*:{3,}\s*(?:\{[^}]*\}|\w*)/u, ''));
  const text = lines.join('\n');
  const module =
    /^\s*(?:import\s[^\n]*\bfrom\s*["'][^"']+["']|export\s+(?:const|let|default|function)\b)/u;
  return module.test(text) ? '' : cleanText(text);
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
