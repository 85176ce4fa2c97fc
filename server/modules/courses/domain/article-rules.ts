import { z } from 'zod';
import { CALLOUT_KINDS } from '../../../../contracts/articles.ts';
import { Id } from '../../../../contracts/shared.ts';
import { isArticleHref } from './article-href.ts';

const BLOCKS = [
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'blockquote',
  'codeBlock',
  'horizontalRule',
  'image',
  'table',
  'blockMath',
  'callout',
  'embeddedItem',
];
export const INLINE = ['text', 'hardBreak', 'inlineMath'];
const CELLS = ['tableCell', 'tableHeader'];

export type NodeRule = {
  children: readonly string[];
  /** An empty one would not be shown, or break the editor. */
  filled?: true;
  /** What the first child has to be. */
  first?: string;
  /** Text inside has no marks. */
  plain?: true;
  attrs?: z.ZodObject;
};

const latex = z.strictObject({ latex: z.string().max(4000) });
const size = z.number().int().min(1).max(20_000).nullish();
const cell: NodeRule = {
  children: BLOCKS,
  filled: true,
  attrs: z.strictObject({
    colspan: z.number().int().min(1).max(100).optional(),
    rowspan: z.number().int().min(1).max(1000).optional(),
    colwidth: z.array(z.number().int().min(0).max(5000)).max(100).nullish(),
    align: z.enum(['left', 'center', 'right']).nullish(),
  }),
};

/** What may stand in what: the content expressions of the editor's schema. */
export const NODE_RULES: Readonly<Record<string, NodeRule>> = {
  doc: { children: BLOCKS, filled: true },
  paragraph: { children: INLINE },
  heading: {
    children: INLINE,
    attrs: z.strictObject({ level: z.number().int().min(2).max(4) }),
  },
  bulletList: { children: ['listItem'], filled: true },
  orderedList: {
    children: ['listItem'],
    filled: true,
    attrs: z.strictObject({
      start: z.number().int().min(0).max(1_000_000).optional(),
      type: z.enum(['1', 'a', 'A', 'i', 'I']).nullish(),
    }),
  },
  listItem: { children: BLOCKS, filled: true, first: 'paragraph' },
  blockquote: { children: BLOCKS, filled: true },
  codeBlock: {
    children: ['text'],
    plain: true,
    attrs: z.strictObject({
      language: z
        .string()
        .regex(/^[\w+#.-]{1,40}$/)
        .nullish(),
    }),
  },
  horizontalRule: { children: [] },
  image: {
    children: [],
    attrs: z.strictObject({ fileId: Id, alt: z.string().max(1000), width: size, height: size }),
  },
  table: { children: ['tableRow'], filled: true },
  tableRow: { children: CELLS },
  tableCell: cell,
  tableHeader: cell,
  blockMath: { children: [], attrs: latex },
  callout: {
    children: BLOCKS,
    filled: true,
    attrs: z.strictObject({ kind: z.enum(CALLOUT_KINDS) }),
  },
  embeddedItem: { children: [], attrs: z.strictObject({ itemId: Id }) },
  text: { children: [] },
  hardBreak: { children: [] },
  inlineMath: { children: [], attrs: latex },
};

const linkAttrs = z
  .strictObject({
    href: z.string().refine(isArticleHref, {
      error: 'A link leads to http, https or mailto, or to a place on this site.',
    }),
    title: z.string().max(500).nullish(),
    // TipTap adds these by itself; where a link opens is for the page to decide.
    target: z.unknown().optional(),
    rel: z.unknown().optional(),
    class: z.unknown().optional(),
  })
  .transform(({ href, title }) => (title ? { href, title } : { href }));

/** The marks, with what each says beside its name. */
export const MARK_ATTRS: Readonly<Record<string, z.ZodType<Record<string, unknown>> | null>> = {
  bold: null,
  italic: null,
  code: null,
  strike: null,
  subscript: null,
  superscript: null,
  link: linkAttrs,
};
