import { z } from 'zod';
import type { FencedSource } from '../../domain/fence.ts';
import { ENTRY, type Prompt, rulesFor } from './prompt.ts';

export type NuggetsInput = { source: FencedSource; language: string; atMost: number };

const Nugget = z.object({
  title: z.string().describe('The idea in a line, not the name of a chapter'),
  text: z.string().describe('100 to 350 words in paragraphs separated by empty lines'),
  topics: z.array(z.string()).describe('One to four subjects'),
  prerequisites: z.array(z.string()).describe('Terms that must be understood first'),
  related: z.array(z.string()).describe('Terms that go with it'),
  ...ENTRY,
});
const Nuggets = z.object({ nuggets: z.array(Nugget) });
export type NuggetsOutput = z.infer<typeof Nuggets>;

export const nuggetsV1: Prompt<NuggetsInput, NuggetsOutput> = {
  version: 'nuggets-1',
  schemaName: 'nuggets',
  schema: Nuggets,
  build: ({ source, language, atMost }) => ({
    system: `You write short lessons, each on one idea, that a learner can read by themselves.\n${rulesFor(source, language)}`,
    prompt: `Write at most ${atMost} lessons of 100 to 350 words on the ideas of these passages. A lesson makes sense without the passages: it never says "this chapter", "the text", "as shown above" or "Figure 2". Stay close to the words of the passages, and cite each sentence that you drew on; the lesson is compared with its citations. Where a passage has less than 100 words to say on an idea, leave the idea out.\n\n${source.body}`,
  }),
};
