import type { ArticleNode } from '../../../../contracts/articles.ts';

const ITSELF: Record<string, (node: ArticleNode) => string> = {
  text: (node) => node.text ?? '',
  hardBreak: () => '\n',
  inlineMath: (node) => String(node.attrs?.latex ?? ''),
  blockMath: (node) => String(node.attrs?.latex ?? ''),
  image: (node) => String(node.attrs?.alt ?? ''),
};
const INLINE = new Set(['text', 'hardBreak', 'inlineMath']);

function* nodesOf(node: ArticleNode): Generator<ArticleNode> {
  yield node;
  for (const child of node.content ?? []) yield* nodesOf(child);
}

function linesOf(node: ArticleNode): string[] {
  const own = ITSELF[node.type];
  if (own) return [own(node)];
  const children = node.content ?? [];
  if (children.some((child) => INLINE.has(child.type)))
    return [children.map((child) => ITSELF[child.type]?.(child) ?? '').join('')];
  return children.flatMap(linesOf);
}

/** The words of an article, one line for each innermost block that has any. */
export function articleText(document: ArticleNode): string {
  return linesOf(document)
    .filter((line) => line.trim() !== '')
    .join('\n');
}

/** Words as the rules of Unicode divide them, so that scripts without spaces are counted, too. */
export function countWords(text: string): number {
  let words = 0;
  for (const part of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text))
    if (part.isWordLike) words += 1;
  return words;
}

/** Attribute of all nodes of a type, without repetitions, in the order of the text. */
function attributes(document: ArticleNode, type: string, name: string): string[] {
  const values = new Set<string>();
  for (const node of nodesOf(document))
    if (node.type === type && typeof node.attrs?.[name] === 'string') values.add(node.attrs[name]);
  return [...values];
}

/** Items that the article shows, by first appearance. */
export function embeddedItemIds(document: ArticleNode): string[] {
  return attributes(document, 'embeddedItem', 'itemId');
}

/** Files of its pictures, by first appearance. */
export function imageFileIds(document: ArticleNode): string[] {
  return attributes(document, 'image', 'fileId');
}

/** Whether a reader would find nothing in it: no word, picture, formula, table or item. */
export function isEmptyArticle(document: ArticleNode): boolean {
  for (const node of nodesOf(document)) {
    if (['image', 'embeddedItem', 'horizontalRule'].includes(node.type)) return false;
    if ((ITSELF[node.type]?.(node) ?? '').trim() !== '') return false;
  }
  return true;
}
