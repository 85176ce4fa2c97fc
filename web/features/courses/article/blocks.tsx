import { createElement, type ReactNode } from 'react';
import { courseFileUrl } from '../../../../contracts/courses.ts';
import { type ArticleNode, numberAttr, textAttr } from './article-node.ts';
import { CalloutBlock } from './callout-block.tsx';
import { CodeBlock } from './code-block.tsx';
import { Formula } from './formula.tsx';
import { inlineContent } from './inline.tsx';
import { TableBlock } from './table-block.tsx';

export type ArticleContext = {
  renderItem: (itemId: string) => ReactNode;
  /** The attributes that name a block's place in the plain text. */
  place: (node: ArticleNode) => Record<string, number>;
};

const HEADINGS = ['h2', 'h3', 'h4'];

/** Blocks in order; given as arguments they need no keys, since a document never changes in place. */
export function blockContent(
  nodes: readonly ArticleNode[] | undefined,
  context: ArticleContext,
): ReactNode[] {
  return (nodes ?? []).map((node) => block(node, context));
}

function block(node: ArticleNode, context: ArticleContext): ReactNode {
  const place = context.place(node);
  const inner = () => blockContent(node.content, context);
  const element = (tag: string, attributes: Record<string, unknown> = {}) =>
    createElement(tag, { ...place, ...attributes }, ...inner());
  switch (node.type) {
    case 'paragraph':
      return createElement('p', { dir: 'auto', ...place }, inlineContent(node.content));
    case 'heading': {
      const tag = HEADINGS[(numberAttr(node, 'level') ?? 2) - 2] ?? 'h4';
      return createElement(tag, { dir: 'auto', ...place }, inlineContent(node.content));
    }
    case 'bulletList':
      return element('ul');
    case 'orderedList':
      return element('ol', { start: numberAttr(node, 'start') });
    case 'listItem':
      return element('li');
    case 'blockquote':
      return element('blockquote');
    case 'horizontalRule':
      return <hr {...place} />;
    case 'codeBlock':
      return (
        <div {...place}>
          <CodeBlock
            code={(node.content ?? []).map((one) => one.text ?? '').join('')}
            language={textAttr(node, 'language')}
          />
        </div>
      );
    case 'blockMath':
      return (
        <div {...place}>
          <Formula latex={textAttr(node, 'latex')} display />
        </div>
      );
    case 'image':
      return (
        <img
          {...place}
          src={courseFileUrl(textAttr(node, 'fileId'))}
          alt={textAttr(node, 'alt')}
          width={numberAttr(node, 'width')}
          height={numberAttr(node, 'height')}
          loading="lazy"
          decoding="async"
        />
      );
    case 'table':
      return <TableBlock table={node} contentOf={(cell) => blockContent(cell.content, context)} />;
    case 'callout':
      return createElement(CalloutBlock, { kind: textAttr(node, 'kind') }, ...inner());
    case 'embeddedItem':
      return <div {...place}>{context.renderItem(textAttr(node, 'itemId'))}</div>;
    default:
      return element('div');
  }
}
