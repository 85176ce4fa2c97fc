import type { ItemContent } from '../../../../contracts/items.ts';
import { type ExistingItem, type LintCode, lintItem } from './lints/index.ts';

type Context = { language: string; quotes: readonly string[]; existing: readonly ExistingItem[] };

/** The lints that a content fails, given the passages that it cites and the items beside it. */
export function lintContent(content: ItemContent, context: Context): LintCode[] {
  switch (content.type) {
    case 'nugget':
      return lintItem({ ...context, kind: 'nugget', title: content.title, text: content.text });
    case 'summary':
      return lintItem({
        ...context,
        kind: 'summary',
        scope: content.scope,
        title: content.title,
        text: content.text,
      });
    case 'flashcard':
      return lintItem({
        ...context,
        kind: 'flashcard',
        style: content.style,
        front: content.front,
        back: content.back,
      });
    case 'question': {
      const { stem, explanation, hints } = content;
      return lintItem({
        ...context,
        ...content.answerKey,
        kind: 'question',
        stem,
        explanation,
        hints,
      });
    }
  }
}
