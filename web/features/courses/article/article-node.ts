import type { ArticleMark, ArticleNode } from '../../../../contracts/articles.ts';

export type { ArticleMark, ArticleNode };

/** An attribute as text; empty where the document has none. */
export function textAttr(node: ArticleNode | ArticleMark, name: string): string {
  const value = node.attrs?.[name];
  return typeof value === 'string' ? value : '';
}

export function numberAttr(node: ArticleNode, name: string): number | undefined {
  const value = node.attrs?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
