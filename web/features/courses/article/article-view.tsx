import './article.css';
import { createElement, type ReactNode, useMemo } from 'react';
import type { LessonItem } from '../../../../contracts/courses.ts';
import type { ArticleNode } from './article-node.ts';
import { type ArticleContext, blockContent } from './blocks.tsx';
import { EmbeddedItem } from './embedded-item.tsx';
import { textSpans } from './plain-text.ts';

export type ArticleViewProps = {
  /** The stored document; it must keep its identity as long as it is the same. */
  article: ArticleNode;
  /** What may be shown of the items embedded in it; one that is missing says so. */
  items?: readonly LessonItem[];
  /** Shows an embedded item in another way, such as one that can be answered. */
  renderItem?: (itemId: string) => ReactNode;
};

const NO_ITEMS: readonly LessonItem[] = [];

/**
 * An article to read, without the editor's code. Each innermost block carries its place in the plain
 * text (`data-offset`, `data-length`), by which `useArticlePosition` keeps and restores where the
 * reader is. Unknown nodes show what is inside them, so that an older page never loses text.
 */
export function ArticleView({ article, items = NO_ITEMS, renderItem }: ArticleViewProps) {
  const spans = useMemo(() => textSpans(article), [article]);
  const context: ArticleContext = {
    renderItem:
      renderItem ??
      ((itemId) => <EmbeddedItem content={items.find((one) => one.itemId === itemId)?.item} />),
    place: (node) => {
      const span = spans.get(node);
      return span ? { 'data-offset': span.start, 'data-length': span.length } : {};
    },
  };
  return createElement('div', { className: 'article' }, ...blockContent(article.content, context));
}
