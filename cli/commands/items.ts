import { type Item, listItems } from '../../contracts/items.ts';
import { getMaterial } from '../../contracts/library.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../errors.ts';

/** What a question accepts, as one value: the right options, the gaps, or the accepted texts. */
function answerOf(content: Extract<Item['content'], { type: 'question' }>): string[] {
  const key = content.answerKey;
  switch (key.questionType) {
    case 'multiple_choice':
    case 'true_false':
      return key.options.filter((option) => option.correct).map((option) => option.text);
    case 'fill_blank':
      return key.gaps.map((gap) => gap.accepted.join(' | '));
    case 'short_answer':
      return key.accepted;
  }
}

function detailsOf({ content }: Item): Record<string, unknown> {
  switch (content.type) {
    case 'nugget':
    case 'summary':
      return { title: content.title, text: content.text };
    case 'flashcard':
      return { style: content.style, front: content.front, back: content.back };
    case 'question':
      return {
        questionType: content.answerKey.questionType,
        stem: content.stem,
        options: 'options' in content.answerKey ? content.answerKey.options : [],
        answer: answerOf(content),
        explanation: content.explanation,
        hints: content.hints,
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
      const answer = options.length > 0 ? lines.join('\n') : `  → ${answerOf(content).join(', ')}`;
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
