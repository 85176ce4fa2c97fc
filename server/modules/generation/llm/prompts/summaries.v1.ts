import { z } from 'zod';
import type { FencedSource } from '../../domain/fence.ts';
import { ENTRY, type Prompt, rulesFor } from './prompt.ts';

export type SummariesInput = {
  source: FencedSource;
  language: string;
  /** What one summary covers: each passage for itself, or all of them as a chapter or a whole. */
  scope: 'chunk' | 'chapter' | 'material';
};

const Summary = z.object({
  title: z.string().describe('What it sums up, in a few words'),
  brief: z.string().nullable().describe('The short one; null where it would be no shorter'),
  text: z.string().describe('The one of medium length'),
  detailed: z.string().nullable().describe('The long one; null where the source says no more'),
  ...ENTRY,
});
const Summaries = z.object({ summaries: z.array(Summary) });
export type SummariesOutput = z.infer<typeof Summaries>;

/** In words; the limits of the lints on length are a little wider. */
const WORDS: Record<SummariesInput['scope'], Record<'short' | 'medium' | 'long', string>> = {
  chunk: { short: '10 to 25', medium: '30 to 60', long: '60 to 110' },
  chapter: { short: '25 to 50', medium: '70 to 130', long: '180 to 300' },
  material: { short: '30 to 60', medium: '100 to 180', long: '250 to 380' },
};

const ASKED: Record<SummariesInput['scope'], string> = {
  chunk:
    'Sum up each passage for itself, in each length that it has enough to say for; all citations of a summary are of its one passage.',
  chapter: 'These passages are one chapter, in order. Sum up the chapter, in each length.',
  material:
    'These are the beginnings of all parts of one material, in order. Sum up the material, in each length, evenly from its beginning to its end.',
};

export const summariesV1: Prompt<SummariesInput, SummariesOutput> = {
  version: 'summaries-1',
  schemaName: 'summaries',
  schema: Summaries,
  build: ({ source, language, scope }) => ({
    system: `You sum up texts for learners who want to know what a text says before, or after, they read it.\n${rulesFor(source, language)}`,
    prompt: `${ASKED[scope]} Lengths in words: short ${WORDS[scope].short}, medium ${WORDS[scope].medium}, long ${WORDS[scope].long}. Say what the text says ("A river flows to the sea"), not what it is about ("The text describes rivers"). Stay close to its words, and cite each sentence that you drew on; a summary is compared with its citations.\n\n${source.body}`,
  }),
};
