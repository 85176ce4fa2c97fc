import { z } from 'zod';

/** A node of an article: ProseMirror JSON. Which nodes and marks there are, the server checks. */
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

/** Longest document, as JSON in UTF-8. */
export const MAX_ARTICLE_BYTES = 1_000_000;
/** Deepest nesting of nodes. */
export const MAX_ARTICLE_DEPTH = 32;
/** Different items that one article may show. */
export const MAX_ARTICLE_ITEMS = 200;

export const CALLOUT_KINDS = ['note', 'tip', 'warning'] as const;

/**
 * The document of an article.
 *
 * Blocks: `paragraph`, `heading` (level 2-4), `bulletList`, `orderedList` (start), `listItem`,
 * `blockquote`, `codeBlock` (language), `horizontalRule`, `image` (fileId, alt, width, height),
 * `table`, `tableRow`, `tableHeader` and `tableCell` (colspan, rowspan, colwidth, align),
 * `blockMath` (latex), `callout` (kind: note, tip, warning), `embeddedItem` (itemId).
 * Inline: `text`, `hardBreak`, `inlineMath` (latex).
 * Marks: `bold`, `italic`, `code`, `strike`, `subscript`, `superscript`, `link` (href: http, https,
 * mailto, or a place on this site; title).
 *
 * Anything else is refused with its place in `errors`.
 */
export const ArticleDocument = z.object({
  type: z.literal('doc'),
  content: z.array(z.custom<ArticleNode>()),
});
export type ArticleDocument = z.infer<typeof ArticleDocument>;
