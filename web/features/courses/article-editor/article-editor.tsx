import '../article/article.css';
import { type Editor, EditorContent, ReactNodeViewRenderer, useEditor } from '@tiptap/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonArticle } from '../../../../contracts/courses.ts';
import { showToast } from '../../../ui/toast-store.ts';
import type { ArticleNode } from '../article/article-node.ts';
import { countWords, plainTextOf } from '../article/plain-text.ts';
import { ConflictPanel } from './conflict-panel.tsx';
import { EditDialogs } from './edit-dialogs.tsx';
import type { EditRequest } from './edit-request.ts';
import { editorKeys } from './editor-keys.ts';
import { articleExtensions } from './extensions.ts';
import { ItemNodeView, type KnownItem, KnownItems } from './item-view.tsx';
import { SaveLine } from './save-line.tsx';
import { storedArticle } from './stored-article.ts';
import { ArticleToolbar } from './toolbar.tsx';
import { type SavedArticle, useArticleSaver } from './use-article-saver.ts';

const COUNT_MS = 600;

export type ArticleEditorProps = {
  lessonId: string;
  initial: LessonArticle;
  /** After each save: what the server made of it. */
  onSaved: (saved: SavedArticle) => void;
};

/** Writes the article of a lesson and saves it by itself. Give it a `key` of the lesson's id. */
export function ArticleEditor(props: ArticleEditorProps) {
  const { t } = useTranslation(['editor', 'article']);
  const [request, setRequest] = useState<EditRequest | null>(null);
  const editorRef = useRef<Editor | null>(null);
  const onChange = useRef<(article: ArticleNode) => void>(() => undefined);
  const ask = (next: EditRequest) => {
    // Where the dialog gives the focus back to, the text goes on.
    editorRef.current?.view.focus();
    setRequest(next);
  };
  // One list for the life of the editor: another one each time would set it up anew.
  const [extensions] = useState(() =>
    articleExtensions({
      ask,
      placeholder: t('text.placeholder'),
      calloutLabels: {
        note: t('article:callout.note'),
        tip: t('article:callout.tip'),
        warning: t('article:callout.warning'),
      },
      itemView: () => ReactNodeViewRenderer(ItemNodeView),
    }),
  );
  const editor = useEditor({
    extensions,
    content: props.initial.document as object,
    injectCSS: false,
    editorProps: {
      attributes: {
        class: 'article article-input',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': t('text.name'),
        'aria-describedby': 'article-help',
        dir: 'auto',
      },
      ...editorKeys(ask),
    },
    onUpdate: ({ editor: changed }) => onChange.current(articleOf(changed)),
  });
  editorRef.current = editor;
  useFocusAfter(editor, request !== null);
  return (
    <div data-article-editor className="rounded-panel border border-line-strong/60 bg-surface">
      <p id="article-help" className="sr-only">
        {t('text.help')}
      </p>
      <ArticleToolbar editor={editor} ask={ask} />
      <WrittenArticle
        {...props}
        editor={editor}
        request={request}
        onChange={onChange}
        onClose={() => setRequest(null)}
      />
    </div>
  );
}

function WrittenArticle({
  lessonId,
  initial,
  onSaved,
  editor,
  request,
  onChange,
  onClose,
}: ArticleEditorProps & {
  editor: Editor;
  request: EditRequest | null;
  onChange: { current: (article: ArticleNode) => void };
  onClose: () => void;
}) {
  const { t } = useTranslation('editor');
  const [saved, setSaved] = useState<SavedArticle>(initial);
  const [chosen, setChosen] = useState<readonly KnownItem[]>([]);
  const { saver, state } = useArticleSaver({
    lessonId,
    initial,
    onSaved: (next) => {
      setSaved(next);
      onSaved(next);
    },
  });
  onChange.current = (article) => saver.change(article);
  const words = useWordCount(editor);
  const known = useMemo(
    () => new Map<string, KnownItem>([...chosen, ...saved.items].map((one) => [one.itemId, one])),
    [chosen, saved.items],
  );
  useEffect(() => {
    const kept = saver.takeUp();
    if (!kept) return;
    editor.commands.setContent(kept as object, { emitUpdate: false });
    showToast({ message: t('save.restored') });
  }, [saver, editor, t]);
  return (
    <KnownItems value={known}>
      {state.status === 'conflict' ? (
        <ConflictPanel
          lessonId={lessonId}
          mine={() => articleOf(editor)}
          fetchCurrent={saver.fetchCurrent}
          onMine={(current) => void saver.resolve(current, articleOf(editor))}
          onTheirs={(current) => {
            void saver.resolve(current, current.article);
            editor.commands.setContent(current.article as object, { emitUpdate: false });
            showToast({ message: t('conflict.theirsDone') });
          }}
        />
      ) : null}
      <EditorContent editor={editor} />
      <SaveLine state={state} words={words} minutes={saved.reckonedMinutes} />
      {request ? (
        <EditDialogs
          editor={editor}
          request={request}
          onClose={onClose}
          onItem={(item) => setChosen((before) => [...before, item])}
        />
      ) : null}
    </KnownItems>
  );
}

function articleOf(editor: Editor): ArticleNode {
  return storedArticle(editor.getJSON() as ArticleNode);
}

/** A field that takes the focus as it appears keeps a dialog from knowing where the focus was. */
function useFocusAfter(editor: Editor, isOpen: boolean): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    const closed = wasOpen.current && !isOpen;
    wasOpen.current = isOpen;
    if (!closed) return;
    const timer = setTimeout(() => editor.view.focus());
    return () => clearTimeout(timer);
  }, [editor, isOpen]);
}

/** Words of the text, counted a moment after it changed: a long article takes a while. */
function useWordCount(editor: Editor): number {
  const [words, setWords] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const count = () => setWords(countWords(plainTextOf(articleOf(editor))));
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(count, COUNT_MS);
    };
    count();
    editor.on('update', later);
    return () => {
      clearTimeout(timer);
      editor.off('update', later);
    };
  }, [editor]);
  return words;
}
