import { ArrowDown, ArrowUp, Copy, EllipsisVertical, PencilLine, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Menu, MenuItem, MenuSeparator } from '../../../ui/menu.tsx';
import { KindIcon } from '../kind-icon.tsx';
import { LESSON_KINDS } from '../lesson-editors.tsx';
import type { Row } from './tree-model.ts';
import type { TreeActions } from './use-tree.ts';

/** What can be done to a row, for hands that do not know the keys. */
export function RowMenu({
  row,
  actions,
  isCurrent,
  onMove,
  onRename,
  onAdded,
}: {
  row: Row;
  actions: TreeActions;
  isCurrent: boolean;
  onMove: (step: 1 | -1) => void;
  onRename: () => void;
  onAdded: (lessonId: string) => void;
}) {
  const { t } = useTranslation('courses');
  const title = row.kind === 'module' ? row.module.title : row.lesson.title;
  const added = async (adding: Promise<string | null>) => {
    const id = await adding;
    if (id) onAdded(id);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps what is pressed in the menu from opening the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree leaves keys in here alone
    <span onClick={(event) => event.stopPropagation()} className="shrink-0">
      <Menu
        // A field that is to be written in must keep the focus that the menu would take back.
        onCloseAutoFocus={(event) => {
          if (document.activeElement instanceof HTMLInputElement) event.preventDefault();
        }}
        trigger={
          <button
            type="button"
            tabIndex={isCurrent ? 0 : -1}
            aria-label={t('tree.menu', { title })}
            className="inline-flex size-8 items-center justify-center rounded-control text-ink-faint hover:bg-hover hover:text-ink"
          >
            <EllipsisVertical aria-hidden className="size-4" />
          </button>
        }
      >
        {row.kind === 'module'
          ? LESSON_KINDS.map((kind) => (
              <MenuItem
                key={kind}
                icon={<KindIcon kind={kind} />}
                onSelect={() => void added(actions.addLesson(row.id, kind, t(`newLesson.${kind}`)))}
              >
                {t(`add.${kind}`)}
              </MenuItem>
            ))
          : null}
        {row.kind === 'module' ? <MenuSeparator /> : null}
        <MenuItem icon={<PencilLine />} onSelect={() => requestAnimationFrame(onRename)}>
          {t('tree.rename')}
        </MenuItem>
        <MenuItem icon={<ArrowUp />} onSelect={() => onMove(-1)}>
          {t('tree.up')}
        </MenuItem>
        <MenuItem icon={<ArrowDown />} onSelect={() => onMove(1)}>
          {t('tree.down')}
        </MenuItem>
        {row.kind === 'lesson' ? (
          <MenuItem
            icon={<Copy />}
            onSelect={() =>
              void added(actions.duplicateLesson(row.id, t('tree.copyOf', { title }).slice(0, 255)))
            }
          >
            {t('tree.duplicate')}
          </MenuItem>
        ) : null}
        <MenuItem
          danger
          icon={<Trash2 />}
          onSelect={() =>
            void (row.kind === 'module'
              ? actions.deleteModule(row.id)
              : actions.deleteLesson(row.id))
          }
        >
          {t('tree.delete')}
        </MenuItem>
      </Menu>
    </span>
  );
}
