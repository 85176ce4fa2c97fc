import { z } from 'zod';
import { type EditedContent, ItemContent } from '../../../../contracts/items.ts';

/** What an edit overwrites; undo brings it back. */
export const EditSnapshot = z.object({
  content: ItemContent,
  difficulty: z.number().int(),
  lints: z.array(z.string()),
});
export type EditSnapshot = z.infer<typeof EditSnapshot>;

/** The content after an edit; null where the edit is one of another type of item or question. */
export function mergeContent(content: ItemContent, edited: EditedContent): ItemContent | null {
  if (content.type === 'nugget' && edited.type === 'nugget') return { ...content, ...edited };
  if (content.type === 'summary' && edited.type === 'summary') return { ...content, ...edited };
  if (content.type === 'flashcard' && edited.type === 'flashcard') return { ...content, ...edited };
  if (content.type === 'question' && edited.type === 'question') {
    const sameKind = content.answerKey.questionType === edited.answerKey.questionType;
    return sameKind ? { ...content, ...edited } : null;
  }
  return null;
}
