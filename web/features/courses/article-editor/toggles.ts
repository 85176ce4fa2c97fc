import type { ChainedCommands } from '@tiptap/core';

export type ToggleName =
  | 'bold'
  | 'italic'
  | 'strike'
  | 'code'
  | 'subscript'
  | 'superscript'
  | 'bulletList'
  | 'orderedList'
  | 'blockquote';

type Toggle = { run: (chain: ChainedCommands) => ChainedCommands; hotkey?: string };

/** What is on or off at the cursor, how it is switched, and the key that does the same. */
export const TOGGLES: Record<ToggleName, Toggle> = {
  bold: { run: (chain) => chain.toggleBold(), hotkey: 'Ctrl B' },
  italic: { run: (chain) => chain.toggleItalic(), hotkey: 'Ctrl I' },
  strike: { run: (chain) => chain.toggleStrike(), hotkey: 'Ctrl Shift S' },
  code: { run: (chain) => chain.toggleCode(), hotkey: 'Ctrl E' },
  subscript: { run: (chain) => chain.toggleMark('subscript') },
  superscript: { run: (chain) => chain.toggleMark('superscript') },
  bulletList: { run: (chain) => chain.toggleBulletList(), hotkey: 'Ctrl Shift 8' },
  orderedList: { run: (chain) => chain.toggleOrderedList(), hotkey: 'Ctrl Shift 7' },
  blockquote: { run: (chain) => chain.toggleBlockquote(), hotkey: 'Ctrl Shift B' },
};
