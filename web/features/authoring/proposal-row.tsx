import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ChevronRight, GripVertical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CourseProposal, ProposalTree } from '../../../contracts/authoring.ts';
import { cx } from '../../ui/cx.ts';
import { formatDuration } from '../../ui/format.ts';
import { RenameField } from './rename-field.tsx';
import { RowMenu } from './row-menu.tsx';
import type { Row } from './tree-edit.ts';

export type RowProps = {
  row: Row;
  proposal: CourseProposal;
  isCurrent: boolean;
  isSelected: boolean;
  isClosed: boolean;
  isRenaming: boolean;
  onTree: (tree: ProposalTree) => void;
  onFocus: () => void;
  onOpen: () => void;
  onToggle: () => void;
  onRename: () => void;
  onRenamed: (title: string) => void;
};

const minutesOf = (proposal: CourseProposal, row: Row): number =>
  (row.kind === 'module' ? row.module.lessons : [row.lesson]).reduce(
    (sum, { key }) => sum + (proposal.lessons[key]?.minutes ?? 0),
    0,
  );

export function ProposalRow(props: RowProps) {
  const { row, proposal, isCurrent, isSelected, isClosed, isRenaming } = props;
  const { t } = useTranslation('authoring');
  const sortable = useSortable({ id: row.key, disabled: isRenaming });
  const isModule = row.kind === 'module';
  const minutes = minutesOf(proposal, row);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys of its rows
    <div
      ref={sortable.setNodeRef}
      style={{
        transform: CSS.Translate.toString(sortable.transform),
        transition: sortable.transition,
      }}
      role="treeitem"
      aria-label={row.title}
      aria-level={isModule ? 1 : 2}
      aria-selected={isSelected}
      aria-expanded={isModule ? !isClosed : undefined}
      tabIndex={isCurrent ? 0 : -1}
      data-row={row.key}
      onFocus={(event) => event.target === event.currentTarget && props.onFocus()}
      onClick={props.onOpen}
      className={cx(
        'group flex min-h-10 cursor-pointer items-center gap-1.5 rounded-control pe-1 text-ui focus-visible:-outline-offset-2',
        isModule ? 'mt-2 font-semibold first:mt-0' : 'ps-6',
        isSelected ? 'bg-accent-tint' : 'hover:bg-hover',
        sortable.isDragging && 'relative z-10 bg-surface opacity-90 shadow-float',
      )}
    >
      <button
        type="button"
        ref={sortable.setActivatorNodeRef}
        {...sortable.attributes}
        {...sortable.listeners}
        tabIndex={isCurrent ? 0 : -1}
        aria-label={t('tree.move', { title: row.title })}
        onClick={(event) => event.stopPropagation()}
        className="inline-flex h-8 w-6 shrink-0 cursor-grab touch-none items-center justify-center rounded-control text-ink-faint hover:bg-hover"
      >
        <GripVertical aria-hidden className="size-4" />
      </button>
      {isModule ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t(isClosed ? 'tree.open' : 'tree.close', { title: row.title })}
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
      ) : null}
      {isRenaming ? (
        <RenameField
          title={row.title}
          onDone={props.onRenamed}
          onCancel={() => props.onRenamed('')}
        />
      ) : (
        <span className="grid min-w-0 flex-1 py-1.5">
          <span dir="auto" className="[overflow-wrap:anywhere]">
            {row.title}
          </span>
          {row.kind === 'lesson' ? <LessonLine proposal={proposal} lessonKey={row.key} /> : null}
        </span>
      )}
      {minutes > 0 && !isRenaming ? (
        <span className="shrink-0 font-normal text-ink-faint text-sm">
          {formatDuration(minutes * 60)}
        </span>
      ) : null}
      {isRenaming ? null : (
        <RowMenu
          row={row}
          tree={proposal.tree}
          isCurrent={isCurrent}
          onTree={props.onTree}
          onRename={props.onRename}
        />
      )}
    </div>
  );
}

/** What a lesson holds, in one quiet line. */
function LessonLine({ proposal, lessonKey }: { proposal: CourseProposal; lessonKey: string }) {
  const { t } = useTranslation('authoring');
  const figures = proposal.lessons[lessonKey];
  if (!figures) return null;
  const parts = [
    figures.nuggets > 0 ? t('count.nuggets', { count: figures.nuggets }) : null,
    figures.questions > 0 ? t('count.questions', { count: figures.questions }) : null,
    figures.flashcards > 0 ? t('count.flashcards', { count: figures.flashcards }) : null,
    figures.quiz ? t('count.quiz', { n: figures.quiz.draw }) : null,
  ].filter((part) => part !== null);
  return <span className="font-normal text-ink-faint text-sm">{parts.join(' · ')}</span>;
}
