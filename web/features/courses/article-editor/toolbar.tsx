import { type Editor, useEditorState } from '@tiptap/react';
import {
  Bold,
  Code,
  Italic,
  Link2,
  List,
  ListOrdered,
  type LucideIcon,
  Quote,
  Redo2,
  Strikethrough,
  Subscript,
  Superscript,
  Undo2,
} from 'lucide-react';
import { Toolbar as Primitive } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { AskFor } from './edit-request.ts';
import { CalloutMenu, LanguageMenu, TableMenu } from './place-menus.tsx';
import { TOGGLES, type ToggleName } from './toggles.ts';
import { InsertMenu, StyleMenu } from './toolbar-menus.tsx';

const ICONS: Record<ToggleName, LucideIcon> = {
  bold: Bold,
  italic: Italic,
  strike: Strikethrough,
  code: Code,
  subscript: Subscript,
  superscript: Superscript,
  bulletList: List,
  orderedList: ListOrdered,
  blockquote: Quote,
};

const MARKS = ['bold', 'italic', 'strike', 'code', 'subscript', 'superscript'] as const;
const BLOCKS = ['bulletList', 'orderedList', 'blockquote'] as const;

/** Everything that can be done to the text; arrow keys walk through it, Escape goes back to the text. */
export function ArticleToolbar({ editor, ask }: { editor: Editor; ask: AskFor }) {
  const { t } = useTranslation('editor');
  const dir = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr';
  return (
    <Primitive.Root
      dir={dir}
      aria-label={t('toolbar.name')}
      data-article-toolbar
      onKeyDown={(event) => {
        if (event.key === 'Escape') editor.commands.focus();
      }}
      className="sticky top-14 z-20 flex items-center gap-0.5 overflow-x-auto rounded-t-panel border-line border-b bg-surface p-1 [scrollbar-width:thin] md:top-0 md:flex-wrap"
    >
      <StyleMenu editor={editor} />
      <InsertMenu editor={editor} ask={ask} />
      <Divider />
      {MARKS.map((name) => (
        <Toggle key={name} editor={editor} name={name} />
      ))}
      <LinkButton editor={editor} ask={ask} />
      <Divider />
      {BLOCKS.map((name) => (
        <Toggle key={name} editor={editor} name={name} />
      ))}
      <TableMenu editor={editor} />
      <LanguageMenu editor={editor} />
      <CalloutMenu editor={editor} />
      <span className="grow" />
      <History editor={editor} />
    </Primitive.Root>
  );
}

function Divider() {
  return <Primitive.Separator className="mx-1 h-6 w-px shrink-0 bg-line" />;
}

function Toggle({ editor, name }: { editor: Editor; name: ToggleName }) {
  const { t } = useTranslation('editor');
  const { run, hotkey } = TOGGLES[name];
  const { active, possible } = useEditorState({
    editor,
    selector: (state) => ({
      active: state.editor.isActive(name),
      possible: run(state.editor.can().chain()).run(),
    }),
  });
  const Icon = ICONS[name];
  return (
    <Primitive.Button asChild disabled={!possible}>
      <IconButton
        size="small"
        aria-label={t(`toolbar.${name}`)}
        icon={<Icon aria-hidden className="size-4" />}
        pressed={active}
        {...(hotkey ? { hotkey } : {})}
        onClick={() => run(editor.chain().focus()).run()}
      />
    </Primitive.Button>
  );
}

function LinkButton({ editor, ask }: { editor: Editor; ask: AskFor }) {
  const { t } = useTranslation('editor');
  const active = useEditorState({ editor, selector: (state) => state.editor.isActive('link') });
  return (
    <Primitive.Button asChild>
      <IconButton
        size="small"
        aria-label={t('toolbar.link')}
        icon={<Link2 aria-hidden className="size-4" />}
        pressed={active}
        hotkey="Ctrl K"
        onClick={() => ask({ kind: 'link' })}
      />
    </Primitive.Button>
  );
}

function History({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  const { undo, redo } = useEditorState({
    editor,
    selector: (state) => ({ undo: state.editor.can().undo(), redo: state.editor.can().redo() }),
  });
  return (
    <>
      <Primitive.Button asChild aria-disabled={!undo}>
        <IconButton
          size="small"
          aria-label={t('toolbar.undo')}
          icon={<Undo2 aria-hidden className="size-4 rtl:-scale-x-100" />}
          hotkey="Ctrl Z"
          onClick={() => editor.chain().focus().undo().run()}
        />
      </Primitive.Button>
      <Primitive.Button asChild aria-disabled={!redo}>
        <IconButton
          size="small"
          aria-label={t('toolbar.redo')}
          icon={<Redo2 aria-hidden className="size-4 rtl:-scale-x-100" />}
          hotkey="Ctrl Shift Z"
          onClick={() => editor.chain().focus().redo().run()}
        />
      </Primitive.Button>
    </>
  );
}
