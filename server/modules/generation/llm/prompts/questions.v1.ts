import { z } from 'zod';
import type { FencedSource } from '../../domain/fence.ts';
import { ENTRY, type Prompt, rulesFor } from './prompt.ts';

export type QuestionsInput = { source: FencedSource; language: string; atMost: number };

const COMMON = {
  stem: z.string().describe('What is asked, at most 60 words'),
  explanation: z.string().describe('Why the answer is right, from the passage'),
  hints: z.array(z.string()).describe('One or two; none contains the answer'),
  ...ENTRY,
};

const Options = z
  .array(
    z.object({
      text: z.string(),
      correct: z.boolean(),
      feedback: z.string().describe('Why this option is right or wrong'),
    }),
  )
  .describe('All of one kind and of about the same length');

const Question = z.discriminatedUnion('questionType', [
  z.object({ questionType: z.literal('multiple_choice'), options: Options, ...COMMON }),
  z.object({ questionType: z.literal('multiple_response'), options: Options, ...COMMON }),
  z.object({ questionType: z.literal('true_false'), options: Options, ...COMMON }),
  z.object({
    questionType: z.literal('fill_blank'),
    gaps: z.array(z.object({ accepted: z.array(z.string()) })),
    ...COMMON,
  }),
  z.object({
    questionType: z.literal('short_answer'),
    accepted: z.array(z.string()).describe('All spellings and synonyms that count'),
    ...COMMON,
  }),
  z.object({
    questionType: z.literal('matching'),
    pairs: z.array(z.object({ left: z.string(), right: z.string(), feedback: z.string() })),
    extras: z.array(z.string()).describe('Further rights that belong to no left'),
    ...COMMON,
  }),
  z.object({
    questionType: z.literal('ordering'),
    steps: z.array(z.string()).describe('In the right order'),
    ...COMMON,
  }),
  z.object({
    questionType: z.literal('numeric'),
    value: z.number(),
    tolerance: z.number().describe('Absolute; 0 for an exact number'),
    units: z
      .array(z.object({ text: z.string(), factor: z.number() }))
      .describe('The first is the unit of value, factor 1; empty for a bare number'),
    ...COMMON,
  }),
  z.object({
    questionType: z.literal('essay'),
    rubric: z.array(
      z.object({
        criterion: z.string().describe('What is looked for, without saying the answer'),
        description: z.string().describe('What a full answer says of it'),
        points: z.number(),
      }),
    ),
    sampleAnswer: z.string().describe('What a very good answer says, in words of the passage'),
    ...COMMON,
  }),
]);
const Questions = z.object({ questions: z.array(Question) });
export type QuestionsOutput = z.infer<typeof Questions>;

const TYPES = [
  'multiple_choice: 4 options, one right; the wrong ones are mistakes that learners make, of the same kind and length as the right one, and not other words for it.',
  'multiple_response: 4 to 6 options, two or more right, at least one wrong.',
  'true_false: the stem is a statement; two options, named with the words for true and false, in this order.',
  'fill_blank: the stem is a sentence with ____ for each gap; each gap lists what it accepts.',
  'short_answer: answered in one to five words that stand in the passage.',
  'matching: 3 to 6 pairs, only where the passage relates a list of things to another.',
  'ordering: 3 to 7 steps, only where the passage gives an order.',
  'numeric: only where the passage states the number.',
  'essay: seldom, for an idea that takes several sentences to explain; 2 to 4 criteria.',
];

export const questionsV1: Prompt<QuestionsInput, QuestionsOutput> = {
  version: 'questions-1',
  schemaName: 'questions',
  schema: Questions,
  build: ({ source, language, atMost }) => ({
    system: `You write questions that show whether a learner has understood a text.\n${rulesFor(source, language)}`,
    prompt: `Write at most ${atMost} questions on these passages, of several types:\n${TYPES.map((type) => `- ${type}`).join('\n')}\nA question makes sense without the passages: no "this", "the text", "above" or "Figure 2" that leads nowhere. It asks what matters, not where a word stands. The answer stands in the cited sentences. The stem does not give it away: it holds no word of the answer, and the right option is not the longest. Ask for what is so, never for what is not. No "all of the above" or "none of these".\n\n${source.body}`,
  }),
};
