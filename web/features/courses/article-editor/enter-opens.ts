import type { KeyboardShortcutCommand } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { NodeSelection } from '@tiptap/pm/state';

/** Enter on a selected node of a type opens what edits it, as a click does. */
export function enterOpens(
  type: string,
  open: (node: Node, pos: number) => void,
): Record<string, KeyboardShortcutCommand> {
  const press: KeyboardShortcutCommand = ({ editor }) => {
    const { selection } = editor.state;
    if (!(selection instanceof NodeSelection) || selection.node.type.name !== type) return false;
    open(selection.node, selection.from);
    return true;
  };
  return { Enter: press };
}
