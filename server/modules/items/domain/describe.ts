import type { AnswerKey } from '../../../../contracts/items.ts';
import type { DraftContent } from './draft.ts';

/** PostgreSQL counts characters, JavaScript code units; counting by code point never cuts a pair. */
const TITLE_CHARACTERS = 1000;

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= TITLE_CHARACTERS ? line : [...line].slice(0, TITLE_CHARACTERS).join('');
}

function answerTexts(key: AnswerKey): string[] {
  switch (key.questionType) {
    case 'multiple_choice':
    case 'multiple_response':
      return key.options.map((option) => option.text);
    case 'true_false':
      return [];
    case 'fill_blank':
      return key.gaps.flatMap((gap) => gap.accepted);
    case 'short_answer':
      return key.accepted;
    case 'numeric':
      return [`${key.value} ${key.units[0]?.text ?? ''}`.trim()];
    case 'matching':
      return [...key.pairs.flatMap(({ left, right }) => [left, right]), ...key.extras];
    case 'ordering':
      return key.steps;
    case 'essay':
      return [...key.rubric.map(({ criterion }) => criterion), key.sampleAnswer];
  }
}

/**
 * The line that names an item and everything else by which it is found. The body of a question
 * holds its answers: it is searched, and shown to nobody who has not answered.
 */
export function describeContent(content: DraftContent): { title: string; body: string } {
  switch (content.type) {
    case 'nugget':
    case 'summary':
      return { title: oneLine(content.title), body: content.text };
    case 'flashcard':
      return { title: oneLine(content.front), body: content.back };
    case 'question':
      return {
        title: oneLine(content.stem),
        body: [...answerTexts(content.answerKey), content.explanation].filter(Boolean).join('\n'),
      };
  }
}

/** The text whose vector stands for an item; all vectors of items are made of it. */
export function embeddingTextOf(content: DraftContent): string {
  const { title, body } = describeContent(content);
  return `${title}\n${body}`;
}
