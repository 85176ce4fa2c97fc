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
): Pick<EditorProps, 'handleKeyDown' | 'handlePaste' | 'handleDrop' | 'transformPastedHTML'> {
  return {
    handleKeyDown: (view, event) => {
      if (event.key === 'Escape') {
        const toolbar = view.dom
          .closest('[data-article-editor]')
          ?.querySelector('[data-article-toolbar]');
        const last = toolbar?.querySelector<HTMLElement>('button[tabindex="0"]');
        (last ?? toolbar?.querySelector('button'))?.focus();
        return true;
      }
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        ask({ kind: 'link' });
        return true;
      }
      return false;
    },
    // An article has headings of three levels, below the title of its lesson.
    transformPastedHTML: (html) =>
      html.replace(/<(\/?)h1\b/gi, '<$1h2').replace(/<(\/?)h[56]\b/gi, '<$1h4'),
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
