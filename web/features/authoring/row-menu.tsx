import { EllipsisVertical, FileX2, Merge, PencilLine, Split } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ProposalTree } from '../../../contracts/authoring.ts';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import {
  canMerge,
  leaveOut,
  mergeLesson,
  mergeModule,
  type Row,
  splitModule,
} from './tree-edit.ts';

/** What can be done to a row, for hands that do not know the keys. */
export function RowMenu({
  row,
  tree,
  isCurrent,
  onTree,
  onRename,
}: {
  row: Row;
  tree: ProposalTree;
  isCurrent: boolean;
  onTree: (tree: ProposalTree) => void;
  onRename: () => void;
}) {
  const { t } = useTranslation('authoring');
  const isFirst = row.kind === 'lesson' && row.module.lessons[0]?.key === row.key;
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
            aria-label={t('tree.menu', { title: row.title })}
            className="inline-flex size-8 items-center justify-center rounded-control text-ink-faint hover:bg-hover hover:text-ink"
          >
            <EllipsisVertical aria-hidden className="size-4" />
          </button>
        }
      >
        <MenuItem icon={<PencilLine />} onSelect={() => requestAnimationFrame(onRename)}>
          {t('tree.rename')}
        </MenuItem>
        <MenuItem
          icon={<Merge />}
          disabled={!canMerge(tree, row)}
          onSelect={() =>
            onTree(row.kind === 'module' ? mergeModule(tree, row.key) : mergeLesson(tree, row.key))
          }
        >
          {t('tree.merge')}
        </MenuItem>
        {row.kind === 'lesson' ? (
          <MenuItem
            icon={<Split />}
            disabled={isFirst}
            onSelect={() => onTree(splitModule(tree, row.key))}
          >
            {t('tree.splitModule')}
          </MenuItem>
        ) : null}
        <MenuItem danger icon={<FileX2 />} onSelect={() => onTree(leaveOut(tree, row))}>
          {t('tree.leaveOut')}
        </MenuItem>
      </Menu>
    </span>
  );
}
