import type { AiGateway, Caller } from '../../ai/index.ts';
import { locateQuote } from '../domain/locate-quote.ts';
import { askModel, type Cost } from './ask.ts';
import { PROMPTS } from './prompts/index.ts';

export type Mistake = {
  stem: string;
  rightAnswer: string;
  /** What the learner answered, in words. */
  answer: string;
  /** The cited passages of the question. */
  quotes: readonly string[];
  language: string;
};

export type MistakeExplained = {
  explanation: string;
  /** The mistake behind the answer in a line; null where the model sees none. */
  misconception: string | null;
  /** Parts of the cited passages that it rests on, to the letter: index of the passage, span. */
  citations: { passage: number; start: number; end: number }[];
  promptVersion: string;
  cost: Cost;
};

/**
 * Tells a learner why an answer was wrong, from the passages that the question rests on. Null
 * where the model cites nothing that stands there: then nothing shows that it is so.
 *
 * @throws AiError, or AppError `ai_budget_exhausted`, `ai_not_configured`.
 */
export async function explainMistake(
  gateway: Pick<AiGateway, 'object'>,
  caller: Caller,
  { stem, rightAnswer, answer, quotes, language }: Mistake,
  signal: AbortSignal,
): Promise<MistakeExplained | null> {
  const { output, cost } = await askModel(gateway, {
    caller,
    task: 'explain',
    prompt: PROMPTS.explain,
    passages: [
      ...quotes.map((text, index) => ({ label: `P${index + 1}`, heading: '', text })),
      { label: 'QUESTION', heading: '', text: stem },
      { label: 'RIGHT', heading: '', text: rightAnswer },
      { label: 'ANSWER', heading: '', text: answer },
    ],
    input: { language },
    signal,
  });
  const citations = output.citations.flatMap(({ passage, quote }) => {
    const index = Number(/^P(\d+)$/i.exec(passage.trim())?.[1] ?? 0) - 1;
    const text = quotes[index];
    const span = text === undefined ? null : locateQuote(text, quote);
    return span === null ? [] : [{ passage: index, ...span }];
  });
  if (citations.length === 0) return null;
  return {
    explanation: output.explanation.trim().slice(0, 4000),
    misconception: output.misconception.trim().slice(0, 500) || null,
    citations,
    promptVersion: PROMPTS.explain.version,
    cost,
  };
}
