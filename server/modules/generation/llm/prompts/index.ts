import { conceptsV1 } from './concepts.v1.ts';
import { describeV1 } from './describe.v1.ts';
import { explainV1 } from './explain.v1.ts';
import { flashcardsV1 } from './flashcards.v1.ts';
import { gradeV1 } from './grade.v1.ts';
import { nuggetsV1 } from './nuggets.v1.ts';
import { questionsV1 } from './questions.v1.ts';
import { summariesV1 } from './summaries.v1.ts';

/** The version of each prompt that is used now. Earlier ones stay as files, to be read. */
export const PROMPTS = {
  concepts: conceptsV1,
  nuggets: nuggetsV1,
  flashcards: flashcardsV1,
  questions: questionsV1,
  summaries: summariesV1,
  describe: describeV1,
  explain: explainV1,
  grade: gradeV1,
} as const;

export type { Prompt } from './prompt.ts';
