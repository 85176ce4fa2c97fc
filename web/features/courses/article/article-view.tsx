import './article.css';
import { createElement, type ReactNode, useMemo } from 'react';
import type { ArticleNode } from './article-node.ts';
import { type ArticleContext, blockContent } from './blocks.tsx';
import { EmbeddedItem, type EmbeddedItemContent } from './embedded-item.tsx';
import { textSpans } from './plain-text.ts';

export type ArticleViewProps = {
  /** The stored document; it must keep its identity as long as it is the same. */
  article: ArticleNode;
  /** What may be shown of the items embedded in it, by id; one that is missing says so. */
  items?: ReadonlyMap<string, EmbeddedItemContent>;
  /** Shows an embedded item in another way, such as one that can be answered. */
  renderItem?: (itemId: string) => ReactNode;
  imageUrl: (fileId: string) => string;
};

const NO_ITEMS: ReadonlyMap<string, EmbeddedItemContent> = new Map();

/**
 * An article to read, without the editor's code. Each innermost block carries its place in the plain
 * text (`data-offset`, `data-length`), by which `useArticlePosition` keeps and restores where the
 * reader is. Unknown nodes show what is inside them, so that an older page never loses text.
 */
export function ArticleView({ article, items = NO_ITEMS, renderItem, imageUrl }: ArticleViewProps) {
  const spans = useMemo(() => textSpans(article), [article]);
  const context: ArticleContext = {
    imageUrl,
    renderItem: renderItem ?? ((itemId) => <EmbeddedItem content={items.get(itemId)} />),
    place: (node) => {
      const span = spans.get(node);
      return span ? { 'data-offset': span.start, 'data-length': span.length } : {};
    },
  };
  return createElement('div', { className: 'article' }, ...blockContent(article.content, context));
}
