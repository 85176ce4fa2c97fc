import type { ArticleMark, ArticleNode } from '../article/article-node.ts';

/*
 * What the editor makes of pasted pages, brought to what an article may hold. The schema takes care
 * of nodes and marks; values of attributes it takes as they come.
 */

type Value = (value: unknown) => unknown;

const oneOf =
  (...values: readonly unknown[]): Value =>
  (value) =>
    values.includes(value) ? value : undefined;

const whole =
  (least: number, most: number): Value =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : undefined;

const text =
  (most: number): Value =>
  (value) =>
    typeof value === 'string' ? value.slice(0, most) : undefined;

const matching =
  (pattern: RegExp): Value =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? value : undefined;

const CELL: Record<string, Value> = {
  colspan: whole(1, 100),
  rowspan: whole(1, 1000),
  align: oneOf('left', 'center', 'right'),
};

const ATTRIBUTES: Record<string, Record<string, Value>> = {
  heading: { level: oneOf(2, 3, 4) },
  orderedList: { start: whole(0, 1_000_000), type: oneOf('1', 'a', 'A', 'i', 'I') },
  codeBlock: { language: matching(/^[\w+#.-]{1,40}$/) },
  image: {
    fileId: matching(/./),
    alt: text(1000),
    width: whole(1, 20_000),
    height: whole(1, 20_000),
  },
  tableCell: CELL,
  tableHeader: CELL,
  inlineMath: { latex: text(4000) },
  blockMath: { latex: text(4000) },
  callout: { kind: oneOf('note', 'tip', 'warning') },
  embeddedItem: { itemId: matching(/./) },
  link: { href: text(2000) },
};

function attributesOf({ type, attrs }: ArticleNode | ArticleMark) {
  const kept: Record<string, unknown> = {};
  for (const [name, allowed] of Object.entries(ATTRIBUTES[type] ?? {})) {
    const value = allowed(attrs?.[name]);
    if (value !== undefined) kept[name] = value;
  }
  return Object.keys(kept).length > 0 ? { attrs: kept } : {};
}

/** The document as it is sent and compared: only attributes that say something, in one order. */
export function storedArticle({
  type,
  attrs,
  content,
  marks,
  text: words,
}: ArticleNode): ArticleNode {
  return {
    type,
    ...attributesOf({ type, attrs }),
    ...(content ? { content: content.map(storedArticle) } : {}),
    ...(words === undefined ? {} : { text: words }),
    ...(marks && marks.length > 0
      ? { marks: marks.map((mark) => ({ type: mark.type, ...attributesOf(mark) })) }
      : {}),
  };
}
