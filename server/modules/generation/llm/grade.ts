import type { AiGateway, Caller } from '../../ai/index.ts';
import { locateQuote } from '../domain/locate-quote.ts';
import { askModel, type Cost } from './ask.ts';
import { PROMPTS } from './prompts/index.ts';

export type Criterion = { criterion: string; description: string; points: number };

export type OpenAnswer = {
  stem: string;
  rubric: readonly Criterion[];
  sampleAnswer: string;
  /** The cited passages of the question. */
  quotes: readonly string[];
  answer: string;
  language: string;
};

/** Points that a model would give; a person confirms them unless the organization lets it count. */
export type GradeSuggestion = {
  /** In the order of the rubric. */
  criteria: {
    points: number;
    reason: string;
    /** The part of the answer that earns the points, to the letter; null where none does. */
    quote: string | null;
  }[];
  points: number;
  comment: string;
  promptVersion: string;
  cost: Cost;
};

/** An answer may earn a point with one word. */
const LEAST_LETTERS = 2;

/**
 * Suggests points for an answer in words, criterion by criterion. Points never exceed those of the
 * criterion, and without a part of the answer that earns them there are none, whatever the model
 * (or an answer that speaks to it) says.
 *
 * @throws AiError, or AppError `ai_budget_exhausted`, `ai_not_configured`.
 */
export async function gradeOpenAnswer(
  gateway: Pick<AiGateway, 'object'>,
  caller: Caller,
  { stem, rubric, sampleAnswer, quotes, answer, language }: OpenAnswer,
  signal: AbortSignal,
): Promise<GradeSuggestion> {
  const listed = rubric.map(
    ({ criterion, description, points }, index) =>
      `${index + 1}. ${criterion} (0 to ${points} points): ${description}`,
  );
  const { output, cost } = await askModel(gateway, {
    caller,
    task: 'grade',
    prompt: PROMPTS.grade,
    passages: [
      { label: 'QUESTION', heading: '', text: stem },
      { label: 'RUBRIC', heading: '', text: listed.join('\n') },
      { label: 'SAMPLE', heading: '', text: sampleAnswer },
      ...quotes.map((text, index) => ({ label: `P${index + 1}`, heading: '', text })),
      { label: 'ANSWER', heading: '', text: answer },
    ],
    input: { language },
    signal,
  });
  const criteria = rubric.map(({ points: most }, index) => {
    const given = output.criteria.find(({ criterion }) => criterion === index + 1);
    const span = given ? locateQuote(answer, given.quote, LEAST_LETTERS) : null;
    const points = given && span ? Math.round(given.points * 100) / 100 : 0;
    return {
      points: Number.isFinite(points) ? Math.min(most, Math.max(0, points)) : 0,
      reason: given?.reason.slice(0, 2000) ?? '',
      quote: span === null ? null : answer.slice(span.start, span.end),
    };
  });
  return {
    criteria,
    points: criteria.reduce((sum, { points }) => sum + points, 0),
    comment: output.comment.slice(0, 4000),
    promptVersion: PROMPTS.grade.version,
    cost,
  };
}
