import type { Editor } from '@tiptap/react';
import { ItemPicker, type PickedItem } from '../item-picker.tsx';
import type { EditRequest } from './edit-request.ts';
import { ImageDialog } from './image-dialog.tsx';
import { insertBlock } from './insert-block.ts';
import { LinkDialog } from './link-dialog.tsx';
import { MathDialog } from './math-dialog.tsx';

/** The dialog for what the author asked to write. */
export function EditDialogs({
  editor,
  request,
  onClose,
  onItem,
}: {
  editor: Editor;
  request: EditRequest;
  onClose: () => void;
  onItem: (item: PickedItem) => void;
}) {
  switch (request.kind) {
    case 'link':
      return <LinkDialog editor={editor} request={request} onClose={onClose} />;
    case 'image':
      return <ImageDialog editor={editor} request={request} onClose={onClose} />;
    case 'math':
      return <MathDialog editor={editor} request={request} onClose={onClose} />;
    case 'item':
      return (
        <ItemPicker
          type={request.itemType}
          onClose={onClose}
          onPick={(item) => {
            onItem(item);
            insertBlock(editor, { type: 'embeddedItem', attrs: { itemId: item.itemId } });
            onClose();
          }}
        />
      );
  }
}
