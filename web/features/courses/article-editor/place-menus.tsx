import { type Editor, useEditorState } from '@tiptap/react';
import { useTranslation } from 'react-i18next';
import { CALLOUT_KINDS } from '../../../../contracts/articles.ts';
import { calloutKind } from '../article/callout-kinds.ts';
import { CODE_LANGUAGES, languageName } from '../article/code-languages.ts';
import { ToolbarMenu } from './toolbar-menu.tsx';

/* Menus that are there only where the cursor is in what they change. */

export function TableMenu({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  const inside = useEditorState({ editor, selector: (state) => state.editor.isActive('table') });
  if (!inside) return null;
  const chain = () => editor.chain().focus();
  const choice = (key: TableChange, run: () => void) => ({
    key,
    label: t(`table.${key}`),
    danger: key === 'deleteTable',
    run,
  });
  return (
    <ToolbarMenu
      editor={editor}
      label={t('table.name')}
      choices={[
        choice('rowBefore', () => chain().addRowBefore().run()),
        choice('rowAfter', () => chain().addRowAfter().run()),
        choice('columnBefore', () => chain().addColumnBefore().run()),
        choice('columnAfter', () => chain().addColumnAfter().run()),
        choice('headerRow', () => chain().toggleHeaderRow().run()),
        choice('headerColumn', () => chain().toggleHeaderColumn().run()),
        choice('mergeOrSplit', () => chain().mergeOrSplit().run()),
        choice('deleteRow', () => chain().deleteRow().run()),
        choice('deleteColumn', () => chain().deleteColumn().run()),
        choice('deleteTable', () => chain().deleteTable().run()),
      ]}
    />
  );
}

type TableChange =
  | 'rowBefore'
  | 'rowAfter'
  | 'columnBefore'
  | 'columnAfter'
  | 'headerRow'
  | 'headerColumn'
  | 'mergeOrSplit'
  | 'deleteRow'
  | 'deleteColumn'
  | 'deleteTable';

export function LanguageMenu({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  const language = useEditorState({
    editor,
    selector: (state) =>
      state.editor.isActive('codeBlock')
        ? String(state.editor.getAttributes('codeBlock').language ?? '')
        : null,
  });
  if (language === null) return null;
  const set = (value: string | null) => () =>
    editor.chain().focus().updateAttributes('codeBlock', { language: value }).run();
  const label = language === '' ? t('code.plain') : languageName(language);
  return (
    <ToolbarMenu
      editor={editor}
      label={label}
      name={t('code.language', { language: label })}
      choices={[
        { key: '', label: t('code.plain'), current: language === '', run: set(null) },
        ...CODE_LANGUAGES.map(({ value, name }) => ({
          key: value,
          label: name,
          current: language === value,
          run: set(value),
        })),
      ]}
    />
  );
}

export function CalloutMenu({ editor }: { editor: Editor }) {
  const { t } = useTranslation(['editor', 'article']);
  const kind = useEditorState({
    editor,
    selector: (state) =>
      state.editor.isActive('callout')
        ? calloutKind(String(state.editor.getAttributes('callout').kind))
        : null,
  });
  if (kind === null) return null;
  return (
    <ToolbarMenu
      editor={editor}
      label={t(`article:callout.${kind}`)}
      name={t('callout.name', { kind: t(`article:callout.${kind}`) })}
      choices={[
        ...CALLOUT_KINDS.map((one) => ({
          key: one,
          label: t(`article:callout.${one}`),
          current: kind === one,
          run: () => editor.chain().focus().setCallout(one).run(),
        })),
        {
          key: 'out',
          label: t('callout.out'),
          run: () => editor.chain().focus().unsetCallout().run(),
        },
      ]}
    />
  );
}
