import { z } from 'zod';
import {
  AssessmentKind,
  Percent,
  QuestionLayout,
  RetryPolicy,
  ShowAnswers,
} from '../../../contracts/assessment.ts';
import { Criterion } from '../../../contracts/items.ts';

/** Settings of an assessment as the program works with them: times are dates. */
export const AssessmentSettings = z.object({
  kind: AssessmentKind,
  instructions: z.string(),
  passingScore: Percent,
  maxAttempts: z.number().nullable(),
  timeLimitMinutes: z.number().nullable(),
  opensAt: z.date().nullable(),
  dueAt: z.date().nullable(),
  closesAt: z.date().nullable(),
  latePenaltyPercent: Percent,
  shuffleQuestions: z.boolean(),
  shuffleOptions: z.boolean(),
  questionLayout: QuestionLayout,
  allowBack: z.boolean(),
  showAnswers: ShowAnswers,
  retryPolicy: RetryPolicy,
  holdGrades: z.boolean(),
  gradingCriteria: z.array(Criterion),
  weight: z.number(),
  categoryId: z.string().nullable(),
});
export type AssessmentSettings = z.infer<typeof AssessmentSettings>;
