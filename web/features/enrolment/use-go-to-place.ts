import type { LessonPosition } from '../../../contracts/enrolment.ts';
import { scrollToOffset } from '../courses/article/use-article-position.ts';

/** Event by which a lesson that is not an article is asked to show a place of itself. */
export const GO_TO_PLACE = 'lectern:go-to-place';

/** Leads to a place of the lesson on the page. */
export function useGoToPlace(): (position: LessonPosition | null) => void {
  return (position) => {
    if (position === null) return;
    const article = document.querySelector<HTMLElement>('.article');
    if (position.kind === 'text' && article) scrollToOffset(article, position.offset);
    else window.dispatchEvent(new CustomEvent(GO_TO_PLACE, { detail: position }));
  };
}
