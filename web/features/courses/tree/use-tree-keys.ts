import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { CourseDraft } from '../../../../contracts/courses.ts';
import { lessonStep, moduleStep, type Row } from './tree-model.ts';
import type { Wording } from './use-announcements.ts';
import type { TreeActions } from './use-tree.ts';

type Keys = {
  draft: CourseDraft;
  rows: readonly Row[];
  closed: ReadonlySet<string>;
  toggle: (moduleId: string) => void;
  actions: TreeActions;
  canEdit: boolean;
  onOpen: (row: Row) => void;
  onRename: (id: string) => void;
  say: (text: string) => void;
  wording: Wording;
  list: RefObject<HTMLElement | null>;
};

/**
 * The keys of a tree (WAI-ARIA): arrows walk, open and close; Enter opens the row beside the tree;
 * F2 renames, Delete deletes, Alt with an arrow moves. One row at a time is a tab stop.
 */
export function useTreeKeys(options: Keys) {
  const { draft, rows, closed, toggle, actions, canEdit, wording, list } = options;
  const [wanted, setCurrent] = useState<string | null>(null);
  const current = rows.some(({ id }) => id === wanted) ? wanted : (rows[0]?.id ?? null);

  const focus = (id: string | undefined) => {
    if (id === undefined) return;
    setCurrent(id);
    list.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus();
  };

  const move = (row: Row, step: 1 | -1) => {
    if (row.kind === 'module') {
      const position = moduleStep(draft, row.id, step);
      if (position === null) return options.say(wording.edge());
      void actions.moveModule(row.id, position);
      return options.say(wording.module(row.module.title, position));
    }
    const place = lessonStep(draft, row.id, step);
    if (!place) return options.say(wording.edge());
    if (closed.has(place.moduleId)) toggle(place.moduleId);
    void actions.moveLesson(row.id, place);
    options.say(wording.lesson(row.lesson.title, place));
  };

  const remove = (row: Row, at: number) => {
    const beyond = row.kind === 'module' ? row.module.lessons.length + 1 : 1;
    const next = rows[at + beyond] ?? rows[at - 1];
    void (row.kind === 'module' ? actions.deleteModule(row.id) : actions.deleteLesson(row.id));
    requestAnimationFrame(() => focus(next?.id));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Keys within a row's own field or button belong to that.
    if (!(event.target instanceof HTMLElement) || event.target.role !== 'treeitem') return;
    const at = rows.findIndex(({ id }) => id === current);
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey) return;
    const rtl = document.documentElement.dir === 'rtl';
    const key = rtl
      ? ({ ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }[event.key] ?? event.key)
      : event.key;
    const handled = event.altKey ? pressWithAlt(key, row) : press(key, row, at);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const pressWithAlt = (key: string, row: Row): boolean => {
    if (!canEdit || (key !== 'ArrowUp' && key !== 'ArrowDown')) return false;
    move(row, key === 'ArrowUp' ? -1 : 1);
    // The row is drawn at its new place; the focus goes with it.
    requestAnimationFrame(() => focus(row.id));
    return true;
  };

  const press = (key: string, row: Row, at: number): boolean => {
    const isOpen = row.kind === 'module' && !closed.has(row.id);
    switch (key) {
      case 'ArrowDown':
        focus(rows[at + 1]?.id);
        return true;
      case 'ArrowUp':
        focus(rows[at - 1]?.id);
        return true;
      case 'Home':
        focus(rows[0]?.id);
        return true;
      case 'End':
        focus(rows.at(-1)?.id);
        return true;
      case 'ArrowRight':
        if (row.kind === 'module' && !isOpen) toggle(row.id);
        else if (isOpen && row.kind === 'module') focus(row.module.lessons[0]?.id);
        return true;
      case 'ArrowLeft':
        if (row.kind === 'lesson') focus(row.module.id);
        else if (isOpen) toggle(row.id);
        return true;
      case 'Enter':
        options.onOpen(row);
        return true;
      case 'F2':
        if (canEdit) options.onRename(row.id);
        return canEdit;
      case 'Delete':
        if (canEdit) remove(row, at);
        return canEdit;
      default:
        return false;
    }
  };

  return { current, setCurrent, onKeyDown, move };
}
