import { type ArticleNode, textAttr } from './article-node.ts';

/** Where a block begins and how long it is, in characters of the article's plain text. */
export type TextSpan = { start: number; length: number };

const INLINE_TEXT: Record<string, (node: ArticleNode) => string> = {
  text: (node) => node.text ?? '',
  hardBreak: () => '\n',
  inlineMath: (node) => textAttr(node, 'latex'),
};

/** Blocks without text of their own still take a place, so that a position can name them. */
const BLOCK_TEXT: Record<string, (node: ArticleNode) => string> = {
  blockMath: (node) => textAttr(node, 'latex'),
  image: (node) => textAttr(node, 'alt'),
};

function isInline(node: ArticleNode): boolean {
  return node.type in INLINE_TEXT;
}

function ownText(node: ArticleNode): string {
  const own = BLOCK_TEXT[node.type];
  if (own) return own(node);
  return (node.content ?? []).map((child) => INLINE_TEXT[child.type]?.(child) ?? '').join('');
}

/**
 * The place of every innermost block (a paragraph, a heading, a formula, an embedded item) in the
 * article's plain text: the texts of these blocks in order, one line break after each. The same
 * document always gives the same places, whatever the screen is like, so a reading position kept as
 * one number holds on every device.
 */
export function textSpans(article: ArticleNode): Map<ArticleNode, TextSpan> {
  const spans = new Map<ArticleNode, TextSpan>();
  let at = 0;
  const visit = (node: ArticleNode): void => {
    const children = node.content ?? [];
    if (children.length > 0 && !children.some(isInline)) {
      for (const child of children) visit(child);
      return;
    }
    const { length } = ownText(node);
    spans.set(node, { start: at, length });
    at += length + 1;
  };
  for (const child of article.content ?? []) visit(child);
  return spans;
}

/** The article as plain text, one line for each innermost block. */
export function plainTextOf(article: ArticleNode): string {
  return [...textSpans(article).keys()].map((node) => `${ownText(node)}\n`).join('');
}

/** Words between spaces; where a script writes none, as the language's own rules divide it. */
export function countWords(text: string, locale?: string): number {
  let words = 0;
  for (const part of new Intl.Segmenter(locale, { granularity: 'word' }).segment(text))
    if (part.isWordLike) words += 1;
  return words;
}

export type ArticleHeading = { level: number; text: string; offset: number };

/** The headings in order, with the place of each: a table of contents. */
export function headingsOf(article: ArticleNode): ArticleHeading[] {
  const headings: ArticleHeading[] = [];
  for (const [node, { start }] of textSpans(article))
    if (node.type === 'heading')
      headings.push({ level: Number(node.attrs?.level ?? 2), text: ownText(node), offset: start });
  return headings;
}
