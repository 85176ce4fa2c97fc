import { z } from 'zod';
import type { FencedSource } from '../../domain/fence.ts';
import { Cited, type Prompt, rulesFor } from './prompt.ts';

export type ConceptsInput = { source: FencedSource; language: string; atMost: number };

const Concept = z.object({
  name: z.string().describe('As a reader would write it in the middle of a sentence'),
  aliases: z.array(z.string()).describe('Other spellings in the passages: acronym, plural'),
  definition: z.string().describe('One sentence that says what it is, as the passages say it'),
  citation: Cited.describe('The sentence(s) in which it is defined or explained'),
  mentionedIn: z.array(z.string()).describe('Labels of all passages that speak of it'),
  prerequisites: z
    .array(z.object({ name: z.string(), weight: z.number() }))
    .describe('Other terms that must be understood first; weight 0 to 1'),
  related: z
    .array(z.object({ name: z.string(), weight: z.number() }))
    .describe('Terms that are learned together with it; weight 0 to 1'),
});
const Concepts = z.object({ concepts: z.array(Concept) });
export type ConceptsOutput = z.infer<typeof Concepts>;

export const conceptsV1: Prompt<ConceptsInput, ConceptsOutput> = {
  version: 'concepts-1',
  schemaName: 'concepts',
  schema: Concepts,
  build: ({ source, language, atMost }) => ({
    system: `You list the terms that a text teaches, for a map of what a learner must know.\n${rulesFor(source, language)}`,
    prompt: `List at most ${atMost} terms that these passages define or explain, in the order in which they appear. A term is a thing that a course would examine: no names of chapters, no common words, no persons or products that are only mentioned. Prerequisites name terms of your list or of an earlier part of the text, and never run in a circle.\n\n${source.body}`,
  }),
};
