import type { Editor } from '@tiptap/core';
import type { ItemType } from '../../../../contracts/items.ts';

/** Kinds of items that an article may hold. */
export type EmbeddableType = Exclude<ItemType, 'summary'>;

/** What the author wants to write in a dialog: a new thing, or the one at `pos`. */
export type EditRequest =
  | { kind: 'link' }
  | { kind: 'image'; pos?: number; file?: File }
  | { kind: 'math'; display: boolean; latex: string; pos?: number }
  | { kind: 'item'; itemType: EmbeddableType };

export type AskFor = (request: EditRequest) => void;

export type DialogProps<Kind extends EditRequest['kind']> = {
  editor: Editor;
  request: Extract<EditRequest, { kind: Kind }>;
  onClose: () => void;
};
