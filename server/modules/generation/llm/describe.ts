import type { AiGateway, Caller } from '../../ai/index.ts';
import { plainText } from '../domain/fence.ts';
import type { SourceDocument } from '../engine.ts';
import { askModel, type Cost } from './ask.ts';
import { excerptsOf } from './excerpts.ts';
import { PROMPTS } from './prompts/index.ts';

export type MaterialDescription = {
  description: string;
  subject: string;
  topics: string[];
  /** 1 (for beginners) to 10. */
  difficulty: number;
  /** Reading time at 200 words a minute. */
  estimatedMinutes: number;
  prerequisites: string[];
  cost: Cost;
};

const TOKENS = 6_000;
const WORDS_A_MINUTE = 200;

const line = (text: string, most: number) =>
  plainText(text).replace(/\s+/g, ' ').trim().slice(0, most);
const lines = (list: readonly string[], count: number) =>
  [...new Set(list.map((text) => line(text, 100)))].filter((text) => text !== '').slice(0, count);

/**
 * Describes a material for a catalogue: suggestions for a person, since they cite nothing.
 *
 * @throws AiError, or AppError `ai_budget_exhausted`, `ai_not_configured`.
 */
export async function describeMaterial(
  gateway: Pick<AiGateway, 'object'>,
  caller: Caller,
  document: SourceDocument,
  signal: AbortSignal,
): Promise<MaterialDescription> {
  const { output, cost } = await askModel(gateway, {
    caller,
    task: 'describe',
    prompt: PROMPTS.describe,
    passages: excerptsOf(document.chunks, TOKENS).map((chunk, index) => ({
      label: `P${index + 1}`,
      heading: [document.title, ...chunk.headingPath].join(' › '),
      text: chunk.text,
    })),
    input: { language: document.language },
    signal,
  });
  const words = document.chunks.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
  return {
    description: line(output.description, 1000),
    subject: line(output.subject, 100),
    topics: lines(output.topics, 8),
    difficulty: Math.min(10, Math.max(1, Math.round(output.difficulty) || 1)),
    estimatedMinutes: Math.max(1, Math.ceil(words / WORDS_A_MINUTE)),
    prerequisites: lines(output.prerequisites, 8),
    cost,
  };
}
