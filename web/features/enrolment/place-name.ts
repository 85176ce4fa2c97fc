import type { TFunction } from 'i18next';
import type { LessonPosition } from '../../../contracts/enrolment.ts';
import { formatNumber, formatTimecode } from '../../ui/format.ts';

/** A place in a lesson in words: "at 2:31", "item 3". */
export function placeName(
  position: LessonPosition | null,
  t: TFunction<['enrolment', 'common']>,
): string {
  switch (position?.kind) {
    case 'video':
      return t('place.video', { time: formatTimecode(position.seconds) });
    case 'item':
      return t('place.item', { n: formatNumber(position.index + 1) });
    case 'text':
      return position.offset > 0 ? t('place.text') : t('place.start');
    case undefined:
      return t('place.start');
  }
}
