/** A node of an article as it is stored: a ProseMirror document in JSON. */
export type ArticleNode = {
  type: string;
  attrs?: Readonly<Record<string, unknown>> | undefined;
  content?: readonly ArticleNode[] | undefined;
  marks?: readonly ArticleMark[] | undefined;
  text?: string | undefined;
};

export type ArticleMark = {
  type: string;
  attrs?: Readonly<Record<string, unknown>> | undefined;
};

/** An attribute as text; empty where the document has none. */
export function textAttr(node: ArticleNode | ArticleMark, name: string): string {
  const value = node.attrs?.[name];
  return typeof value === 'string' ? value : '';
}

export function numberAttr(node: ArticleNode, name: string): number | undefined {
  const value = node.attrs?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
