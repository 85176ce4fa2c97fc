/* The nodes and marks of an article that TipTap does not bring. */
import { InputRule, Mark, mergeAttributes, Node, type NodeViewRenderer } from '@tiptap/core';
import { CALLOUT_KINDS } from '../../../../contracts/articles.ts';
import { courseFileUrl } from '../../../../contracts/courses.ts';
import { type CalloutKind, calloutKind } from '../article/callout-kinds.ts';
import type { AskFor } from './edit-request.ts';
import { enterOpens } from './enter-opens.ts';

function scriptMark(name: 'subscript' | 'superscript', tag: 'sub' | 'sup', other: string) {
  return Mark.create({
    name,
    excludes: other,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });
}

export const Subscript = scriptMark('subscript', 'sub', 'superscript');
export const Superscript = scriptMark('superscript', 'sup', 'subscript');

const fromData = (name: string) => ({
  default: null,
  parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`),
});

/** A picture of our own files; one of another site has no file id, so pasting drops it. */
export const ArticleImage = Node.create<{ ask: AskFor }>({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,
  addOptions: () => ({ ask: () => undefined }),
  addAttributes: () => ({
    fileId: fromData('file-id'),
    alt: { default: '' },
    width: { default: null },
    height: { default: null },
  }),
  parseHTML: () => [{ tag: 'img[data-file-id]' }],
  renderHTML: ({ HTMLAttributes: { fileId, ...rest } }) => [
    'img',
    mergeAttributes(rest, { 'data-file-id': fileId, src: courseFileUrl(String(fileId)) }),
  ],
  addKeyboardShortcuts() {
    return enterOpens(this.name, (_, pos) => this.options.ask({ kind: 'image', pos }));
  },
});

export type CalloutLabels = Record<CalloutKind, string>;

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    callout: {
      /** Puts the chosen blocks into a callout, or changes the kind of the one around them. */
      setCallout: (kind: CalloutKind) => ReturnType;
      /** Takes the chosen blocks out of their callout. */
      unsetCallout: () => ReturnType;
    };
  }
}

export const CalloutNode = Node.create<{ labels: CalloutLabels }>({
  name: 'callout',
  group: 'block',
  content: 'block+',
  defining: true,
  addOptions: () => ({ labels: { note: '', tip: '', warning: '' } }),
  addAttributes: () => ({
    kind: {
      default: 'note',
      parseHTML: (element) => calloutKind(element.getAttribute('data-kind') ?? ''),
      renderHTML: ({ kind }) => ({ 'data-kind': kind }),
    },
  }),
  parseHTML: () => [{ tag: 'aside[data-kind]', contentElement: 'div' }],
  renderHTML({ node, HTMLAttributes }) {
    const label = this.options.labels[calloutKind(String(node.attrs.kind))];
    return [
      'aside',
      mergeAttributes(HTMLAttributes, { class: 'article-callout', 'aria-label': label }),
      ['p', { class: 'article-callout-name', contenteditable: 'false' }, label],
      ['div', 0],
    ];
  },
  addCommands() {
    return {
      setCallout:
        (kind) =>
        ({ commands, editor }) =>
          editor.isActive(this.name)
            ? commands.updateAttributes(this.name, { kind })
            : commands.wrapIn(this.name, { kind }),
      unsetCallout:
        () =>
        ({ commands }) =>
          commands.lift(this.name),
    };
  },
  addInputRules() {
    // `:::tip ` at the start of a paragraph, as Markdown dialects write it.
    return [
      new InputRule({
        find: new RegExp(`^:::(${CALLOUT_KINDS.join('|')})\\s$`),
        handler: ({ range, match, chain }) => {
          chain()
            .deleteRange(range)
            .wrapIn(this.name, { kind: calloutKind(match[1] ?? '') })
            .run();
        },
      }),
    ];
  },
});

/** A nugget, question or flashcard of the library, by its id: it changes where it is kept. */
export const EmbeddedItemNode = Node.create<{ view: (() => NodeViewRenderer) | null }>({
  name: 'embeddedItem',
  group: 'block',
  atom: true,
  draggable: true,
  addOptions: () => ({ view: null }),
  addAttributes: () => ({ itemId: fromData('item-id') }),
  parseHTML: () => [{ tag: 'div[data-item-id]' }],
  renderHTML: ({ HTMLAttributes: { itemId } }) => ['div', { 'data-item-id': itemId }],
  addNodeView() {
    return this.options.view?.() ?? null;
  },
});
