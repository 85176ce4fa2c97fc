import { z } from 'zod';
import type { FencedSource } from '../../domain/fence.ts';
import { type Prompt, rulesFor } from './prompt.ts';

export type DescribeInput = { source: FencedSource; language: string };

const Description = z.object({
  description: z.string().describe('What a learner will know afterwards, in one or two sentences'),
  subject: z.string().describe('The field, in one to three words'),
  topics: z.array(z.string()).describe('Three to eight'),
  difficulty: z.number().describe('1 (for beginners) to 10 (for specialists)'),
  prerequisites: z.array(z.string()).describe('What a learner should know before'),
});
export type DescribeOutput = z.infer<typeof Description>;

export const describeV1: Prompt<DescribeInput, DescribeOutput> = {
  version: 'describe-1',
  schemaName: 'description',
  schema: Description,
  build: ({ source, language }) => ({
    system: `You describe learning material for a catalogue.\n${rulesFor(source, language)}`,
    prompt: `These are the beginnings of the parts of one material, in order. Describe it. This task needs no citations.\n\n${source.body}`,
  }),
};
