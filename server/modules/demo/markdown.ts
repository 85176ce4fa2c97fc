import type { AlignType, BlockContent, List, Paragraph, PhrasingContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { ArticleDocument, ArticleMark, ArticleNode } from '../../../contracts/articles.ts';

const MATH = /^\$(.+)\$$/s;
const ITEM = /^\{\{(.+)\}\}$/;
const ALERT = /^\[!(NOTE|TIP|WARNING)\]\s*/;

function text(value: string, marks: readonly ArticleMark[]): ArticleNode[] {
  const plain = value.replace(/\s*\n\s*/g, ' ');
  if (plain === '') return [];
  return [{ type: 'text', text: plain, ...(marks.length > 0 ? { marks } : {}) }];
}

function inline(nodes: readonly PhrasingContent[], marks: readonly ArticleMark[]): ArticleNode[] {
  const within = (children: readonly PhrasingContent[], type: string) =>
    inline(children, [...marks, { type }]);
  return nodes.flatMap((node): ArticleNode[] => {
    switch (node.type) {
      case 'text':
        return text(node.value, marks);
      case 'strong':
        return within(node.children, 'bold');
      case 'emphasis':
        return within(node.children, 'italic');
      case 'delete':
        return within(node.children, 'strike');
      case 'inlineCode': {
        const latex = MATH.exec(node.value)?.[1];
        return latex === undefined
          ? text(node.value, [...marks, { type: 'code' }])
          : [{ type: 'inlineMath', attrs: { latex } }];
      }
      case 'link':
        return inline(node.children, [...marks, { type: 'link', attrs: { href: node.url } }]);
      case 'break':
        return [{ type: 'hardBreak' }];
      default:
        throw new Error(`An article of the demo cannot hold "${node.type}".`);
    }
  });
}

const paragraph = (nodes: readonly PhrasingContent[]): ArticleNode => ({
  type: 'paragraph',
  content: inline(nodes, []),
});

function table(node: Table): ArticleNode {
  const align = (column: number): AlignType => node.align?.[column] ?? null;
  return {
    type: 'table',
    content: node.children.map((row, index) => ({
      type: 'tableRow',
      content: row.children.map((cell, column) => ({
        type: index === 0 ? 'tableHeader' : 'tableCell',
        ...(align(column) === null ? {} : { attrs: { align: align(column) } }),
        content: [paragraph(cell.children)],
      })),
    })),
  };
}

function list(node: List, itemIds: ReadonlyMap<string, string>): ArticleNode {
  return {
    type: node.ordered === true ? 'orderedList' : 'bulletList',
    ...(node.ordered === true ? { attrs: { start: node.start ?? 1 } } : {}),
    content: node.children.map((item) => ({
      type: 'listItem',
      content: item.children.map((child) => block(child as BlockContent, itemIds)),
    })),
  };
}

/** A quotation that begins with `[!NOTE]`, `[!TIP]` or `[!WARNING]` is a callout. */
function quotation(
  children: readonly BlockContent[],
  itemIds: ReadonlyMap<string, string>,
): ArticleNode {
  const [first, ...rest] = children;
  const words = first?.type === 'paragraph' ? first.children[0] : undefined;
  const kind = words?.type === 'text' ? ALERT.exec(words.value)?.[1]?.toLowerCase() : undefined;
  const blocks = (nodes: readonly BlockContent[]) => nodes.map((child) => block(child, itemIds));
  if (kind === undefined || first?.type !== 'paragraph' || words?.type !== 'text') {
    return { type: 'blockquote', content: blocks(children) };
  }
  const begin = { ...words, value: words.value.replace(ALERT, '') };
  const lead: Paragraph = { ...first, children: [begin, ...first.children.slice(1)] };
  return { type: 'callout', attrs: { kind }, content: blocks([lead, ...rest]) };
}

function block(node: BlockContent, itemIds: ReadonlyMap<string, string>): ArticleNode {
  switch (node.type) {
    case 'paragraph': {
      const only = node.children.length === 1 ? node.children[0] : undefined;
      const key = only?.type === 'text' ? ITEM.exec(only.value.trim())?.[1] : undefined;
      if (key === undefined) return paragraph(node.children);
      const itemId = itemIds.get(key);
      if (itemId === undefined) throw new Error(`An article of the demo embeds no item "${key}".`);
      return { type: 'embeddedItem', attrs: { itemId } };
    }
    case 'heading':
      return {
        type: 'heading',
        attrs: { level: node.depth },
        content: inline(node.children, []),
      };
    case 'code':
      return node.lang === 'math'
        ? { type: 'blockMath', attrs: { latex: node.value } }
        : {
            type: 'codeBlock',
            attrs: { language: node.lang ?? null },
            content: [{ type: 'text', text: node.value }],
          };
    case 'list':
      return list(node, itemIds);
    case 'table':
      return table(node);
    case 'blockquote':
      return quotation(node.children as BlockContent[], itemIds);
    case 'thematicBreak':
      return { type: 'horizontalRule' };
    default:
      throw new Error(`An article of the demo cannot hold "${node.type}".`);
  }
}

/**
 * The article that a Markdown text of `demo/courses/` writes: CommonMark with GitHub's tables and
 * alerts, `` `$x$` `` and fences of `math` for formulas, and `{{key}}` on a line of its own for an
 * item.
 *
 * @throws Error for anything else, and for an item that `itemIds` does not have.
 */
export function markdownToArticle(
  markdown: string,
  itemIds: ReadonlyMap<string, string>,
): ArticleDocument {
  const tree = fromMarkdown(markdown, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  return {
    type: 'doc',
    content: tree.children.map((child) => block(child as BlockContent, itemIds)),
  };
}
