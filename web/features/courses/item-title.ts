import type { ItemContent } from '../../../contracts/items.ts';

/** One line that names an item: its title, front or stem. */
export function itemTitle(content: ItemContent): string {
  switch (content.type) {
    case 'nugget':
    case 'summary':
      return content.title;
    case 'flashcard':
      return content.front;
    case 'question':
      return content.stem;
  }
}
