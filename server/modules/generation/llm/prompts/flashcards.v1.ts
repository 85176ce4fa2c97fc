import { z } from 'zod';
import type { FencedSource } from '../../domain/fence.ts';
import { ENTRY, type Prompt, rulesFor } from './prompt.ts';

export type FlashcardsInput = { source: FencedSource; language: string; atMost: number };

const Flashcard = z.object({
  style: z
    .enum(['term_to_definition', 'definition_to_term', 'cloze', 'question_answer'])
    .describe('cloze: the front is a sentence of the passage with ____ for the words on the back'),
  front: z.string().describe('At most 50 words'),
  back: z.string().describe('At most 60 words; in words of the cited sentences'),
  ...ENTRY,
});
const Flashcards = z.object({ flashcards: z.array(Flashcard) });
export type FlashcardsOutput = z.infer<typeof Flashcards>;

export const flashcardsV1: Prompt<FlashcardsInput, FlashcardsOutput> = {
  version: 'flashcards-1',
  schemaName: 'flashcards',
  schema: Flashcards,
  build: ({ source, language, atMost }) => ({
    system: `You make flashcards for remembering what a text teaches.\n${rulesFor(source, language)}`,
    prompt: `Make at most ${atMost} flashcards from these passages. One card asks for one thing. A term that is defined gets a card each way. The front makes sense without the passages, does not contain the back, and has one right answer. The back uses the words of the cited sentences.\n\n${source.body}`,
  }),
};
