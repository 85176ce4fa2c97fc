import type { Announcements, UniqueIdentifier } from '@dnd-kit/core';
import { useTranslation } from 'react-i18next';
import type { CourseDraft } from '../../../../contracts/courses.ts';
import { formatNumber } from '../../../ui/format.ts';
import { type LessonPlace, landing, positionOfModule, type Row } from './tree-model.ts';

/** What is said while a row moves, in the reader's language. */
export function useAnnouncements(draft: CourseDraft, rows: readonly Row[]) {
  const { t } = useTranslation('courses');
  const titleOf = (id: UniqueIdentifier) => {
    const row = rows.find((one) => one.id === id);
    return row?.kind === 'module' ? row.module.title : (row?.lesson.title ?? '');
  };
  const say = {
    module: (title: string, position: number) =>
      t('tree.say.module', {
        title,
        position: formatNumber(position),
        count: formatNumber(draft.modules.length),
      }),
    lesson: (title: string, place: LessonPlace) =>
      t('tree.say.lesson', {
        title,
        position: formatNumber(place.position),
        module: draft.modules.find(({ id }) => id === place.moduleId)?.title ?? '',
      }),
    edge: () => t('tree.say.edge'),
  };
  const where = (active: UniqueIdentifier, over: UniqueIdentifier | undefined) => {
    if (over === undefined) return t('tree.say.nowhere');
    const place = landing(rows, String(active), String(over));
    if (place) return say.lesson(titleOf(active), place);
    return say.module(titleOf(active), positionOfModule(draft, String(over)));
  };
  const announcements: Announcements = {
    onDragStart: ({ active }) => t('tree.say.taken', { title: titleOf(active.id) }),
    onDragOver: ({ active, over }) => where(active.id, over?.id),
    onDragEnd: ({ active, over }) => t('tree.say.dropped', { where: where(active.id, over?.id) }),
    onDragCancel: ({ active }) => t('tree.say.cancelled', { title: titleOf(active.id) }),
  };
  return { announcements, instructions: t('tree.say.instructions'), say };
}

export type Wording = ReturnType<typeof useAnnouncements>['say'];
