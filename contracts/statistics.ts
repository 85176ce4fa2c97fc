import { z } from 'zod';
import { defineRoute } from './route.ts';
import { IdParams, Timestamp } from './shared.ts';

/** What may look wrong with a question, judged by its answers. */
export const ItemFlag = z.enum([
  'too_hard',
  'too_easy',
  'not_telling',
  'misleading_option',
  'unused_option',
  'hurried',
  'slow',
]);
export type ItemFlag = z.infer<typeof ItemFlag>;

const Share = z.number().min(0).max(1);

/** What the first answer of each learner tells of one wording of a question. */
export const ItemStatistics = z.object({
  version: z.number().int(),
  current: z.boolean(),
  answers: z.number().int(),
  learners: z.number().int(),
  skips: z.number().int(),
  /** Learners who opened a hint first. */
  hinted: z.number().int(),
  /** Mean score; null where nothing is graded yet. */
  facility: Share.nullable(),
  /** Correlation with the score on other questions; null where too few can be compared. */
  discrimination: z.number().min(-1).max(1).nullable(),
  /** In the order of the options; shares of the upper and the lower group are null where those are too small. */
  options: z.array(
    z.object({
      text: z.string(),
      correct: z.boolean(),
      all: Share,
      upper: Share.nullable(),
      lower: Share.nullable(),
    }),
  ),
  /** Milliseconds: quartiles of the time to answer. */
  time: z
    .object({ lower: z.number().int(), median: z.number().int(), upper: z.number().int() })
    .nullable(),
  flags: z.array(ItemFlag),
  /** Those of the flags that a person has looked at and let stand. */
  keptFlags: z.array(ItemFlag),
  calculatedAt: Timestamp,
});
export type ItemStatistics = z.infer<typeof ItemStatistics>;

export const getItemStatistics = defineRoute({
  method: 'GET',
  path: '/items/:id/statistics',
  summary:
    'What answers tell of a question, by wording, the newest first; calculated every quarter of an hour',
  params: IdParams,
  response: z.object({ versions: z.array(ItemStatistics) }),
});
