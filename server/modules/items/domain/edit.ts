import { z } from 'zod';
import { type EditedContent, ItemContent } from '../../../../contracts/items.ts';
import { pointsOf } from './answer-key.ts';

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
  if (content.type === 'summary' && edited.type === 'summary') {
    const { brief = content.brief, detailed = content.detailed } = edited;
    return { ...content, ...edited, brief, detailed };
  }
  if (content.type === 'flashcard' && edited.type === 'flashcard') return { ...content, ...edited };
  if (content.type === 'question' && edited.type === 'question') {
    const sameKind = content.answerKey.questionType === edited.answerKey.questionType;
    const points = pointsOf(edited.answerKey, edited.points ?? content.points);
    return sameKind ? { ...content, ...edited, points } : null;
  }
  return null;
}
