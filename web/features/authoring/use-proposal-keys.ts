import { type KeyboardEvent, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProposalTree } from '../../../contracts/authoring.ts';
import {
  canMerge,
  leaveOut,
  mergeLesson,
  mergeModule,
  type Row,
  splitModule,
  stepOf,
} from './tree-edit.ts';

type Keys = {
  tree: ProposalTree;
  rows: readonly Row[];
  closed: ReadonlySet<string>;
  toggle: (key: string) => void;
  onTree: (tree: ProposalTree) => void;
  onOpen: (key: string) => void;
  onRename: (key: string) => void;
  say: (text: string) => void;
  list: RefObject<HTMLElement | null>;
};

/**
 * The keys of the tree (WAI-ARIA): arrows walk, open and close; Enter opens a row; F2 renames,
 * Delete leaves out, M joins with the next, S begins a new module here, Alt with an arrow moves.
 */
export function useProposalKeys(options: Keys) {
  const { t } = useTranslation('authoring');
  const { tree, rows, closed, toggle, onTree, say, list } = options;
  const [wanted, setCurrent] = useState<string | null>(null);
  const current = rows.some(({ key }) => key === wanted) ? wanted : (rows[0]?.key ?? null);

  const focus = (key: string | undefined) => {
    if (key === undefined) return;
    setCurrent(key);
    list.current?.querySelector<HTMLElement>(`[data-row="${key}"]`)?.focus();
  };
  const focusRow = (key: string | undefined) => requestAnimationFrame(() => focus(key));

  const move = (row: Row, step: 1 | -1) => {
    const moved = stepOf(tree, row, step);
    if (!moved) return say(t('tree.say.edge'));
    onTree(moved);
    say(t(step === 1 ? 'tree.say.down' : 'tree.say.up', { title: row.title }));
    focusRow(row.key);
  };

  const remove = (row: Row, at: number) => {
    const beyond =
      row.kind === 'module' && !closed.has(row.key) ? row.module.lessons.length + 1 : 1;
    onTree(leaveOut(tree, row));
    say(t('tree.say.leftOut', { title: row.title }));
    focusRow((rows[at + beyond] ?? rows[at - 1])?.key);
  };

  const merge = (row: Row) => {
    if (!canMerge(tree, row)) return say(t('tree.say.edge'));
    onTree(row.kind === 'module' ? mergeModule(tree, row.key) : mergeLesson(tree, row.key));
    say(t('tree.say.merged', { title: row.title }));
    focusRow(row.key);
  };

  const press = (key: string, row: Row, at: number): boolean => {
    const isOpen = row.kind === 'module' && !closed.has(row.key);
    switch (key) {
      case 'ArrowDown':
        focus(rows[at + 1]?.key);
        return true;
      case 'ArrowUp':
        focus(rows[at - 1]?.key);
        return true;
      case 'Home':
        focus(rows[0]?.key);
        return true;
      case 'End':
        focus(rows.at(-1)?.key);
        return true;
      case 'ArrowRight':
        if (row.kind === 'module' && !isOpen) toggle(row.key);
        else if (row.kind === 'module') focus(row.module.lessons[0]?.key);
        return true;
      case 'ArrowLeft':
        if (row.kind === 'lesson') focus(row.module.key);
        else if (isOpen) toggle(row.key);
        return true;
      case 'Enter':
        options.onOpen(row.key);
        return true;
      case 'F2':
        options.onRename(row.key);
        return true;
      case 'Delete':
        remove(row, at);
        return true;
      case 'm':
        merge(row);
        return true;
      case 's':
        if (row.kind === 'lesson') onTree(splitModule(tree, row.key));
        focusRow(row.key);
        return true;
      default:
        return false;
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Keys within a row's own field or button belong to that.
    if (!(event.target instanceof HTMLElement) || event.target.role !== 'treeitem') return;
    const at = rows.findIndex(({ key }) => key === current);
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey) return;
    const rtl = document.documentElement.dir === 'rtl';
    const key = rtl
      ? ({ ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }[event.key] ?? event.key)
      : event.key;
    if (event.altKey) {
      if (key !== 'ArrowUp' && key !== 'ArrowDown') return;
      move(row, key === 'ArrowUp' ? -1 : 1);
    } else if (!press(key, row, at)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return { current, setCurrent, focusRow, onKeyDown };
}
