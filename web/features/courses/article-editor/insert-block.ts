import type { Editor, JSONContent } from '@tiptap/core';
import { NodeSelection, Selection, TextSelection } from '@tiptap/pm/state';

/**
 * Puts a block in at the cursor and the cursor after it, in a new paragraph where nothing follows:
 * else the block would stay selected, and what is typed next would replace it.
 */
export function insertBlock(editor: Editor, block: JSONContent): void {
  editor
    .chain()
    .insertContent(block)
    .command(({ tr, state }) => {
      const { selection } = tr;
      const after = selection instanceof NodeSelection ? selection.to : selection.$to.after(1);
      const next = tr.doc.resolve(Math.min(after, tr.doc.content.size));
      if (next.nodeAfter?.isTextblock) {
        tr.setSelection(TextSelection.create(tr.doc, next.pos + 1));
      } else if (next.nodeAfter) {
        tr.setSelection(Selection.near(next, 1));
      } else {
        const paragraph = state.schema.nodes.paragraph?.create();
        if (!paragraph) return false;
        tr.insert(next.pos, paragraph);
        tr.setSelection(TextSelection.create(tr.doc, next.pos + 1));
      }
      tr.scrollIntoView();
      return true;
    })
    .run();
}
