import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ChevronRight, GripVertical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { cx } from '../../../ui/cx.ts';
import { formatDuration } from '../../../ui/format.ts';
import { KindIcon } from '../kind-icon.tsx';
import { RenameField } from './rename-field.tsx';
import { RowMenu } from './row-menu.tsx';
import type { Row } from './tree-model.ts';
import type { TreeActions } from './use-tree.ts';

export type TreeRowProps = {
  row: Row;
  isCurrent: boolean;
  isSelected: boolean;
  isClosed: boolean;
  isRenaming: boolean;
  canEdit: boolean;
  actions: TreeActions;
  onFocus: () => void;
  onOpen: () => void;
  onToggle: () => void;
  onMove: (step: 1 | -1) => void;
  onRename: () => void;
  onRenamed: () => void;
  onAdded: (lessonId: string) => void;
};

export function TreeRow(props: TreeRowProps) {
  const { row, isCurrent, isSelected, isClosed, isRenaming, canEdit, actions } = props;
  const { t } = useTranslation('courses');
  const {
    setNodeRef,
    setActivatorNodeRef,
    listeners,
    attributes,
    transform,
    transition,
    isDragging,
  } = useSortable({ id: row.id, disabled: !canEdit || isRenaming });
  const isModule = row.kind === 'module';
  const title = isModule ? row.module.title : row.lesson.title;
  const rename = (next: string) => {
    if (next !== '' && next !== title)
      void (isModule ? actions.renameModule(row.id, next) : actions.renameLesson(row.id, next));
    props.onRenamed();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys of its rows
    <div
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      role="treeitem"
      aria-label={rowName(row, t)}
      aria-level={isModule ? 1 : 2}
      aria-selected={isSelected}
      aria-expanded={isModule ? !isClosed : undefined}
      tabIndex={isCurrent ? 0 : -1}
      data-row={row.id}
      onFocus={(event) => event.target === event.currentTarget && props.onFocus()}
      onClick={props.onOpen}
      className={cx(
        'group flex min-h-10 cursor-pointer items-center gap-1.5 rounded-control pe-1 text-ui focus-visible:-outline-offset-2',
        isModule ? 'mt-2 font-semibold first:mt-0' : 'ps-6',
        isSelected ? 'bg-accent-tint' : 'hover:bg-hover',
        isDragging && 'relative z-10 bg-surface opacity-90 shadow-float',
      )}
    >
      {canEdit ? (
        <button
          type="button"
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          tabIndex={isCurrent ? 0 : -1}
          aria-label={t('tree.drag', { title })}
          onClick={(event) => event.stopPropagation()}
          className="inline-flex h-8 w-6 shrink-0 cursor-grab touch-none items-center justify-center rounded-control text-ink-faint hover:bg-hover"
        >
          <GripVertical aria-hidden className="size-4" />
        </button>
      ) : null}
      {isModule ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={isClosed ? t('tree.open', { title }) : t('tree.close', { title })}
          onClick={(event) => {
            event.stopPropagation();
            props.onToggle();
          }}
          className="inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-faint hover:bg-hover"
        >
          <ChevronRight
            aria-hidden
            className={cx(
              'size-4 transition-transform',
              isClosed ? 'rtl:-scale-x-100' : 'rotate-90',
            )}
          />
        </button>
      ) : (
        <KindIcon kind={row.lesson.kind} />
      )}
      {isRenaming ? (
        <RenameField title={title} onDone={rename} onCancel={props.onRenamed} />
      ) : (
        <span dir="auto" className="min-w-0 flex-1 py-1.5 [overflow-wrap:anywhere]">
          {title}
        </span>
      )}
      {row.kind === 'lesson' && !isRenaming ? <LessonMarks row={row} /> : null}
      {canEdit && !isRenaming ? (
        <RowMenu
          row={row}
          actions={actions}
          isCurrent={isCurrent}
          onMove={props.onMove}
          onRename={props.onRename}
          onAdded={props.onAdded}
        />
      ) : null}
    </div>
  );
}

function LessonMarks({ row }: { row: Extract<Row, { kind: 'lesson' }> }) {
  const { t } = useTranslation('courses');
  const { minutes, isFree, notReady } = row.lesson;
  return (
    <span className="flex shrink-0 items-center gap-1.5 font-normal text-ink-faint text-sm">
      {notReady ? <Badge tone="caution">{t('lesson.notReady')}</Badge> : null}
      {isFree ? <Badge>{t('lesson.free')}</Badge> : null}
      {minutes > 0 ? <span className="max-sm:hidden">{formatDuration(minutes * 60)}</span> : null}
    </span>
  );
}

function rowName(row: Row, t: ReturnType<typeof useTranslation<'courses'>>['t']): string {
  if (row.kind === 'module') return row.module.title;
  return `${row.lesson.title}, ${t(`kind.${row.lesson.kind}`)}`;
}
