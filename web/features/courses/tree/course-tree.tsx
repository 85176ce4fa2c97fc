import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CourseDraft } from '../../../../contracts/courses.ts';
import { AddParts } from './add-parts.tsx';
import { landing, positionOfModule, type Row, rowsOf } from './tree-model.ts';
import { TreeRow } from './tree-row.tsx';
import { useAnnouncements } from './use-announcements.ts';
import type { TreeActions } from './use-tree.ts';
import { useTreeKeys } from './use-tree-keys.ts';

export type Selection = { kind: 'module' | 'lesson'; id: string } | null;

/**
 * The modules and lessons of a course. Rows are moved by dragging their handle, by picking the handle
 * up with the space bar, or by Alt and an arrow key; screen readers hear each in words.
 */
export function CourseTree({
  draft,
  actions,
  selected,
  onSelect,
  canEdit,
}: {
  draft: CourseDraft;
  actions: TreeActions;
  selected: Selection;
  onSelect: (row: { kind: 'module' | 'lesson'; id: string }) => void;
  canEdit: boolean;
}) {
  const { t } = useTranslation('courses');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [renaming, setRenaming] = useState<string | null>(null);
  const [dragged, setDragged] = useState<Row | null>(null);
  const [spoken, setSpoken] = useState('');
  const list = useRef<HTMLDivElement>(null);
  // A module is dragged among modules alone; its lessons come with it.
  const rows = rowsOf(draft, (id) => dragged?.kind === 'module' || closed.has(id));
  const { announcements, instructions, say } = useAnnouncements(draft, rows);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const toggle = (id: string) =>
    setClosed((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const { current, setCurrent, onKeyDown, move } = useTreeKeys({
    draft,
    rows,
    closed,
    toggle,
    actions,
    canEdit,
    onOpen: onSelect,
    onRename: setRenaming,
    say: (text) => setSpoken(text),
    wording: say,
    list,
  });
  const drop = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    if (!over || active.id === over.id) return;
    const id = String(active.id);
    if (dragged?.kind === 'module')
      void actions.moveModule(id, positionOfModule(draft, String(over.id)));
    const place = landing(rows, id, String(over.id));
    if (place) void actions.moveLesson(id, place);
  };
  const focusRow = (id: string) =>
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus(),
    );
  return (
    <div className="grid gap-3">
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{ announcements, screenReaderInstructions: { draggable: instructions } }}
        onDragStart={({ active }) => setDragged(rows.find(({ id }) => id === active.id) ?? null)}
        onDragCancel={() => setDragged(null)}
        onDragEnd={drop}
      >
        <SortableContext items={rows.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
          <div
            ref={list}
            role="tree"
            aria-label={t('tree.name')}
            onKeyDown={onKeyDown}
            className="grid gap-px"
          >
            {rows.map((row) => (
              <TreeRow
                key={row.id}
                row={row}
                isCurrent={row.id === current}
                isSelected={row.id === selected?.id}
                isClosed={row.kind === 'module' && closed.has(row.id)}
                isRenaming={row.id === renaming}
                canEdit={canEdit}
                actions={actions}
                onFocus={() => setCurrent(row.id)}
                onOpen={() => onSelect(row)}
                onToggle={() => toggle(row.id)}
                onMove={(step) => move(row, step)}
                onRename={() => setRenaming(row.id)}
                onRenamed={() => {
                  setRenaming(null);
                  focusRow(row.id);
                }}
                onAdded={(lessonId) => {
                  onSelect({ kind: 'lesson', id: lessonId });
                  setRenaming(lessonId);
                }}
              />
            ))}
          </div>
        </SortableContext>
      </DndContext>
      <p aria-live="polite" className="sr-only">
        {spoken}
      </p>
      {canEdit ? (
        <AddParts
          draft={draft}
          actions={actions}
          onAdded={(row) => {
            onSelect(row);
            setRenaming(row.id);
          }}
        />
      ) : null}
    </div>
  );
}
