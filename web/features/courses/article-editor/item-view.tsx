import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftItem } from '../../../../contracts/courses.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import type { PickedItem } from '../item-picker.tsx';

export type KnownItem = PickedItem & Partial<Pick<DraftItem, 'status'>>;

/** What is known of the items in the article, by id. */
export const KnownItems = createContext<ReadonlyMap<string, KnownItem>>(new Map());

/** An embedded item as the author sees it: what it is, in a line. It is edited where it is kept. */
export function ItemNodeView({ node, selected, deleteNode }: ReactNodeViewProps) {
  const { t } = useTranslation(['editor', 'article']);
  const item = useContext(KnownItems).get(String(node.attrs.itemId));
  return (
    <NodeViewWrapper
      className={`article-item ${selected ? 'outline-2 outline-focus' : ''}`}
      data-drag-handle
      contentEditable={false}
    >
      <p className="article-item-name">
        {item ? t(`article:item.${item.type}`) : t('item.loading')}
      </p>
      <p dir="auto" className="font-semibold">
        {item?.title ?? t('article:item.missing')}
      </p>
      {item ? (
        <p className="flex flex-wrap items-center gap-2 text-ink-faint text-sm">
          <span dir="auto">{t('picker.from', { material: item.materialTitle })}</span>
          {item.status !== undefined && item.status !== 'approved' ? (
            <Badge tone="caution">{t('item.notApproved')}</Badge>
          ) : null}
        </p>
      ) : null}
      <Button variant="quiet" size="small" onClick={deleteNode}>
        {t('item.remove')}
      </Button>
    </NodeViewWrapper>
  );
}
