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
import type { CourseProposal, ProposalTree } from '../../../contracts/authoring.ts';
import { ProposalRow } from './proposal-row.tsx';
import {
  changeLesson,
  changeModule,
  landing,
  moveLesson,
  moveModule,
  rowsOf,
} from './tree-edit.ts';
import { useProposalAnnouncements } from './use-announcements.ts';
import { useProposalKeys } from './use-proposal-keys.ts';

export type TreeProps = {
  proposal: CourseProposal;
  onTree: (tree: ProposalTree) => void;
  selected: string | null;
  onSelect: (key: string) => void;
};

/**
 * Modules and lessons of a proposal. Rows are moved by dragging their handle, by picking it up with
 * the space bar, or by Alt and an arrow key.
 */
export function ProposalTreeView({ proposal, onTree, selected, onSelect }: TreeProps) {
  const { t } = useTranslation('authoring');
  const { tree } = proposal;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [renaming, setRenaming] = useState<string | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [spoken, setSpoken] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const draggedModule = tree.modules.some(({ key }) => key === dragged);
  // A module is dragged among modules alone; its lessons come with it.
  const rows = rowsOf(tree, (key) => draggedModule || closed.has(key));
  const { announcements, instructions } = useProposalAnnouncements(rows);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const toggle = (key: string) =>
    setClosed((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  const { current, setCurrent, focusRow, onKeyDown } = useProposalKeys({
    tree,
    rows,
    closed,
    toggle,
    onTree,
    onOpen: onSelect,
    onRename: setRenaming,
    say: setSpoken,
    list,
  });
  const drop = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    if (!over || active.id === over.id) return;
    const key = String(active.id);
    if (draggedModule) {
      const at = tree.modules.findIndex((module) => module.key === over.id);
      if (at >= 0) onTree(moveModule(tree, key, at));
      return;
    }
    const place = landing(rows, key, String(over.id));
    if (place) onTree(moveLesson(tree, key, place));
  };
  const rename = (key: string, title: string) => {
    setRenaming(null);
    focusRow(key);
    const row = rows.find((one) => one.key === key);
    if (!row || title === '' || title === row.title) return;
    onTree(
      row.kind === 'module'
        ? changeModule(tree, key, { title })
        : changeLesson(tree, key, { title }),
    );
  };
  return (
    <div className="grid gap-3">
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{ announcements, screenReaderInstructions: { draggable: instructions } }}
        onDragStart={({ active }) => setDragged(String(active.id))}
        onDragCancel={() => setDragged(null)}
        onDragEnd={drop}
      >
        <SortableContext items={rows.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
          <div
            ref={list}
            role="tree"
            aria-label={t('tree.name')}
            onKeyDown={onKeyDown}
            className="grid gap-px"
          >
            {rows.map((row) => (
              <ProposalRow
                key={row.key}
                row={row}
                proposal={proposal}
                isCurrent={row.key === current}
                isSelected={row.key === selected}
                isClosed={row.kind === 'module' && closed.has(row.key)}
                isRenaming={row.key === renaming}
                onTree={onTree}
                onFocus={() => setCurrent(row.key)}
                onOpen={() => onSelect(row.key)}
                onToggle={() => toggle(row.key)}
                onRename={() => setRenaming(row.key)}
                onRenamed={(title) => rename(row.key, title)}
              />
            ))}
          </div>
        </SortableContext>
      </DndContext>
      <p aria-live="polite" className="sr-only">
        {spoken}
      </p>
    </div>
  );
}
