import { type Editor, useEditorState } from '@tiptap/react';
import {
  FileQuestionMark,
  Image,
  Info,
  Layers,
  Lightbulb,
  Minus,
  Pi,
  Sigma,
  SquareCode,
  StickyNote,
  Table,
  TriangleAlert,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AskFor } from './edit-request.ts';
import { ToolbarMenu } from './toolbar-menu.tsx';

const LEVELS = [2, 3, 4] as const;

/** What the paragraph at the cursor is: text or a heading. */
export function StyleMenu({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  const level = useEditorState({
    editor,
    selector: (state) =>
      LEVELS.find((one) => state.editor.isActive('heading', { level: one })) ?? null,
  });
  const label = level === null ? t('toolbar.text') : t(`toolbar.heading${level}`);
  return (
    <ToolbarMenu
      editor={editor}
      label={<span className="min-w-20 text-start">{label}</span>}
      name={t('toolbar.style', { style: label })}
      choices={[
        {
          key: 'text',
          label: t('toolbar.text'),
          current: level === null,
          run: () => editor.chain().focus().setParagraph().run(),
        },
        ...LEVELS.map((one) => ({
          key: String(one),
          label: t(`toolbar.heading${one}`),
          current: level === one,
          run: () => editor.chain().focus().setHeading({ level: one }).run(),
        })),
      ]}
    />
  );
}

/** What can be put in at the cursor. */
export function InsertMenu({ editor, ask }: { editor: Editor; ask: AskFor }) {
  const { t } = useTranslation('editor');
  const chain = () => editor.chain().focus();
  return (
    <ToolbarMenu
      editor={editor}
      label={t('insert.name')}
      choices={[
        {
          key: 'image',
          label: t('insert.image'),
          icon: <Image />,
          run: () => ask({ kind: 'image' }),
        },
        {
          key: 'table',
          label: t('insert.table'),
          icon: <Table />,
          run: () => chain().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
        },
        {
          key: 'codeBlock',
          label: t('insert.codeBlock'),
          icon: <SquareCode />,
          run: () => chain().toggleCodeBlock().run(),
        },
        {
          key: 'inlineMath',
          label: t('insert.inlineMath'),
          icon: <Pi />,
          run: () => ask({ kind: 'math', display: false, latex: '' }),
        },
        {
          key: 'blockMath',
          label: t('insert.blockMath'),
          icon: <Sigma />,
          run: () => ask({ kind: 'math', display: true, latex: '' }),
        },
        {
          key: 'note',
          label: t('insert.note'),
          icon: <Info />,
          run: () => chain().setCallout('note').run(),
        },
        {
          key: 'tip',
          label: t('insert.tip'),
          icon: <Lightbulb />,
          run: () => chain().setCallout('tip').run(),
        },
        {
          key: 'warning',
          label: t('insert.warning'),
          icon: <TriangleAlert />,
          run: () => chain().setCallout('warning').run(),
        },
        {
          key: 'nugget',
          label: t('insert.nugget'),
          icon: <StickyNote />,
          run: () => ask({ kind: 'item', itemType: 'nugget' }),
        },
        {
          key: 'question',
          label: t('insert.question'),
          icon: <FileQuestionMark />,
          run: () => ask({ kind: 'item', itemType: 'question' }),
        },
        {
          key: 'flashcard',
          label: t('insert.flashcard'),
          icon: <Layers />,
          run: () => ask({ kind: 'item', itemType: 'flashcard' }),
        },
        {
          key: 'rule',
          label: t('insert.rule'),
          icon: <Minus />,
          run: () => chain().setHorizontalRule().run(),
        },
      ]}
    />
  );
}
