import type { Extensions, NodeViewRenderer } from '@tiptap/core';
import { CodeBlockLowlight } from '@tiptap/extension-code-block-lowlight';
import { BlockMath, InlineMath } from '@tiptap/extension-mathematics';
import { TableKit } from '@tiptap/extension-table';
import { Placeholder } from '@tiptap/extensions';
import StarterKit from '@tiptap/starter-kit';
import { lowlight } from '../article/highlight-code.ts';
import { isAllowedHref } from '../article/links.ts';
import { FORMULA_OPTIONS } from '../article/typeset.ts';
import type { AskFor } from './edit-request.ts';
import { enterOpens } from './enter-opens.ts';
import {
  ArticleImage,
  type CalloutLabels,
  CalloutNode,
  EmbeddedItemNode,
  Subscript,
  Superscript,
} from './nodes.ts';

export type ArticleExtensionOptions = {
  ask: AskFor;
  placeholder: string;
  calloutLabels: CalloutLabels;
  itemView: (() => NodeViewRenderer) | null;
};

/** Code without a language stays plain, as its readers will see it. */
const chosenLanguagesOnly = {
  ...lowlight,
  highlightAuto: (value: string) => ({ type: 'root', children: [{ type: 'text', value }] }),
};

/**
 * Everything that an article may consist of: the schema by which what is pasted is cleaned, the
 * Markdown shortcuts and the keys. It is the same set that the server accepts.
 */
export function articleExtensions(options: ArticleExtensionOptions): Extensions {
  const { ask, placeholder, calloutLabels, itemView } = options;
  const openFormula = (display: boolean) => (node: { attrs: { latex?: unknown } }, pos: number) =>
    ask({ kind: 'math', display, latex: String(node.attrs.latex ?? ''), pos });
  return [
    StarterKit.configure({
      heading: { levels: [2, 3, 4] },
      codeBlock: false,
      underline: false,
      link: {
        openOnClick: false,
        // With it, what is written behind a link would belong to the link.
        autolink: false,
        defaultProtocol: 'https',
        isAllowedUri: isAllowedHref,
        HTMLAttributes: { target: null, rel: null, class: null },
      },
    }),
    CodeBlockLowlight.configure({ lowlight: chosenLanguagesOnly }),
    TableKit.configure({ table: { renderWrapper: true } }),
    InlineMath.extend({
      addKeyboardShortcuts: () => enterOpens('inlineMath', openFormula(false)),
    }).configure({
      katexOptions: FORMULA_OPTIONS,
      onClick: openFormula(false),
    }),
    BlockMath.extend({
      addKeyboardShortcuts: () => enterOpens('blockMath', openFormula(true)),
    }).configure({
      katexOptions: { ...FORMULA_OPTIONS, displayMode: true },
      onClick: openFormula(true),
    }),
    Placeholder.configure({ placeholder }),
    ArticleImage.configure({ ask }),
    CalloutNode.configure({ labels: calloutLabels }),
    EmbeddedItemNode.configure({ view: itemView }),
    Subscript,
    Superscript,
  ];
}
