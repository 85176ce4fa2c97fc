import type { Announcements, UniqueIdentifier } from '@dnd-kit/core';
import { useTranslation } from 'react-i18next';
import type { Row } from './tree-edit.ts';

/** What is said while a row is carried, in the reader's language. */
export function useProposalAnnouncements(rows: readonly Row[]) {
  const { t } = useTranslation('authoring');
  const titleOf = (id: UniqueIdentifier | undefined) =>
    rows.find(({ key }) => key === id)?.title ?? '';
  const announcements: Announcements = {
    onDragStart: ({ active }) => t('tree.say.taken', { title: titleOf(active.id) }),
    onDragOver: ({ active, over }) =>
      over
        ? t('tree.say.over', { title: titleOf(active.id), place: titleOf(over.id) })
        : t('tree.say.nowhere'),
    onDragEnd: ({ active }) => t('tree.say.dropped', { title: titleOf(active.id) }),
    onDragCancel: ({ active }) => t('tree.say.cancelled', { title: titleOf(active.id) }),
  };
  return { announcements, instructions: t('tree.say.instructions') };
}
