import { answerLines } from '../../contracts/answer-lines.ts';
import { type Item, listItems } from '../../contracts/items.ts';
import { getMaterial } from '../../contracts/library.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../errors.ts';

function detailsOf({ content }: Item): Record<string, unknown> {
  switch (content.type) {
    case 'nugget': {
      const { title, text, topics, estimatedMinutes, prerequisites, relatedConcepts } = content;
      return { title, text, topics, estimatedMinutes, prerequisites, relatedConcepts };
    }
    case 'summary': {
      const { scope, title, text, brief, detailed } = content;
      return { scope, title, text, brief, detailed };
    }
    case 'flashcard':
      return { style: content.style, front: content.front, back: content.back };
    case 'question':
      return {
        questionType: content.answerKey.questionType,
        stem: content.stem,
        options: 'options' in content.answerKey ? content.answerKey.options : [],
        answer: answerLines(content.answerKey),
        explanation: content.explanation,
        hints: content.hints,
        points: content.points,
      };
  }
}

export function itemRecord(item: Item): Record<string, unknown> {
  return {
    id: item.id,
    type: item.type,
    status: item.status,
    difficulty: item.difficulty,
    quality: item.quality,
    concepts: item.concepts.map((concept) => concept.name),
    source: item.sources.map(({ quote, page, heading, seconds }) => ({
      quote,
      ...(page === null ? {} : { page }),
      ...(heading === null ? {} : { heading }),
      ...(seconds === null ? {} : { seconds }),
    })),
    lints: item.lints,
    engine: item.engine,
    ...detailsOf(item),
  };
}

function describe(item: Item): string {
  const { content } = item;
  const head = `${item.type} · ${item.status} · difficulty ${item.difficulty}`;
  switch (content.type) {
    case 'nugget':
    case 'summary':
      return `${head}\n  ${content.title}\n  ${content.text.replaceAll('\n', '\n  ')}\n`;
    case 'flashcard':
      return `${head}\n  ${content.front}\n  → ${content.back}\n`;
    case 'question': {
      const options = 'options' in content.answerKey ? content.answerKey.options : [];
      const lines = options.map((option) => `  ${option.correct ? '●' : '○'} ${option.text}`);
      const answer =
        options.length > 0 ? lines.join('\n') : `  → ${answerLines(content.answerKey).join(', ')}`;
      return `${head}\n  ${content.stem}\n${answer}\n`;
    }
  }
}

export const items: Command = {
  name: 'items',
  usage: 'MATERIAL_ID',
  what: 'Print every item of a material',
  options: {},
  async run({ args, output, client }) {
    const [materialId] = args;
    if (materialId === undefined || args.length > 1)
      throw new UsageError('items takes the id of one material.');
    const connected = await client();
    // An unknown id is an error, not a material without items.
    await connected.call(getMaterial, { params: { id: materialId } });
    let cursor: string | undefined;
    do {
      const page = await connected.call(listItems, {
        query: { materialId, limit: 100, ...(cursor === undefined ? {} : { cursor }) },
      });
      for (const item of page.items) {
        if (output.json) output.record(itemRecord(item));
        else output.line(describe(item));
      }
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return 0;
  },
};
