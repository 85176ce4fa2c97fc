import type { EditorProps } from '@tiptap/pm/view';
import type { AskFor } from './edit-request.ts';

function imageOf(data: DataTransfer | null): File | undefined {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith('image/'));
}

/**
 * Keys and files beyond those of the extensions. Tab moves through tables and lists, so Escape is
 * the way out of the text by keyboard: it goes to the toolbar.
 */
export function editorKeys(
  ask: AskFor,
): Pick<EditorProps, 'handleKeyDown' | 'handlePaste' | 'handleDrop'> {
  return {
    handleKeyDown: (view, event) => {
      if (event.key === 'Escape') {
        view.dom
          .closest('[data-article-editor]')
          ?.querySelector<HTMLElement>('[data-article-toolbar] [tabindex="0"]')
          ?.focus();
        return true;
      }
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        ask({ kind: 'link' });
        return true;
      }
      return false;
    },
    handlePaste: (_, event) => {
      const file = imageOf(event.clipboardData);
      // A word processor puts a picture of the text beside the text itself.
      if (!file || event.clipboardData?.types.includes('text/html')) return false;
      ask({ kind: 'image', file });
      return true;
    },
    handleDrop: (_, event) => {
      const file = imageOf(event.dataTransfer);
      if (!file) return false;
      ask({ kind: 'image', file });
      return true;
    },
  };
}
