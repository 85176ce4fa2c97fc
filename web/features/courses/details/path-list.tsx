import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ArrowDown, ArrowUp, GripVertical, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftItem } from '../../../../contracts/courses.ts';
import { Badge } from '../../../ui/badge.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { IconButton } from '../../../ui/icon-button.tsx';

type Items = readonly DraftItem[];

/** Items in order: dragged, moved by the space bar and arrows on the handle, or by the two buttons. */
export function PathList({
  items,
  canEdit,
  onChange,
}: {
  items: Items;
  canEdit: boolean;
  onChange: (items: DraftItem[]) => void;
}) {
  const { t } = useTranslation('courses');
  const [spoken, setSpoken] = useState('');
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const at = (id: unknown) => items.findIndex(({ itemId }) => itemId === id);
  const words = (id: unknown, to: number) =>
    t('path.moved', {
      title: items[at(id)]?.title ?? '',
      position: formatNumber(to + 1),
      count: formatNumber(items.length),
    });
  const move = (from: number, to: number) => {
    if (to < 0 || to >= items.length || from === to) return;
    setSpoken(words(items[from]?.itemId, to));
    onChange(arrayMove([...items], from, to));
  };
  const title = (id: unknown) => items[at(id)]?.title ?? '';
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{
        screenReaderInstructions: { draggable: t('tree.say.instructions') },
        announcements: {
          onDragStart: ({ active }) => t('tree.say.taken', { title: title(active.id) }),
          onDragOver: ({ active, over }) =>
            over ? words(active.id, at(over.id)) : t('tree.say.nowhere'),
          onDragEnd: ({ active, over }) => words(active.id, at(over?.id ?? active.id)),
          onDragCancel: ({ active }) => t('tree.say.cancelled', { title: title(active.id) }),
        },
      }}
      onDragEnd={({ active, over }) => over && move(at(active.id), at(over.id))}
    >
      <SortableContext
        items={items.map(({ itemId }) => itemId)}
        strategy={verticalListSortingStrategy}
      >
        <ol className="grid gap-2">
          {items.map((item, index) => (
            <PathRow
              key={item.itemId}
              item={item}
              index={index}
              count={items.length}
              canEdit={canEdit}
              onMove={(step) => move(index, index + step)}
              onRemove={() => onChange(items.filter((one) => one !== item))}
            />
          ))}
        </ol>
      </SortableContext>
      <p aria-live="polite" className="sr-only">
        {spoken}
      </p>
    </DndContext>
  );
}

function PathRow({
  item,
  index,
  count,
  canEdit,
  onMove,
  onRemove,
}: {
  item: DraftItem;
  index: number;
  count: number;
  canEdit: boolean;
  onMove: (step: 1 | -1) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation(['courses', 'article', 'editor']);
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition } =
    useSortable({ id: item.itemId, disabled: !canEdit });
  const { title } = item;
  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      className="flex items-center gap-2 rounded-control border border-line bg-surface px-2 py-2"
    >
      {canEdit ? (
        <button
          type="button"
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          aria-label={t('tree.drag', { title })}
          className="inline-flex h-8 w-6 shrink-0 cursor-grab touch-none items-center justify-center text-ink-faint"
        >
          <GripVertical aria-hidden className="size-4" />
        </button>
      ) : null}
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p dir="auto" className="line-clamp-2 [overflow-wrap:anywhere]">
          {title}
        </p>
        <p className="flex flex-wrap items-center gap-2 text-ink-faint text-sm">
          {t(`article:item.${item.type}`)}
          {item.status === 'approved' ? null : (
            <Badge tone="caution">{t('editor:item.notApproved')}</Badge>
          )}
        </p>
      </div>
      {canEdit ? (
        <div className="flex shrink-0">
          <IconButton
            size="small"
            aria-label={t('path.up', { title })}
            disabled={index === 0}
            icon={<ArrowUp aria-hidden className="size-4" />}
            onClick={() => onMove(-1)}
          />
          <IconButton
            size="small"
            aria-label={t('path.down', { title })}
            disabled={index === count - 1}
            icon={<ArrowDown aria-hidden className="size-4" />}
            onClick={() => onMove(1)}
          />
          <IconButton
            size="small"
            aria-label={t('path.remove', { title })}
            icon={<X aria-hidden className="size-4" />}
            onClick={onRemove}
          />
        </div>
      ) : null}
    </li>
  );
}
