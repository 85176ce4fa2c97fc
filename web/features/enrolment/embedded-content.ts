import type { LessonItem } from '../../../contracts/courses.ts';
import type { EmbeddedItemContent } from '../courses/article/embedded-item.tsx';

/** What a reader may see of the items of a lesson, by id. */
export function embeddedContent(items: readonly LessonItem[]): Map<string, EmbeddedItemContent> {
  return new Map(items.flatMap(({ itemId, item }) => (item ? [[itemId, item] as const] : [])));
}
