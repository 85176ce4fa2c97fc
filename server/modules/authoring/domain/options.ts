import type { ProposalOptions } from '../../../../contracts/authoring.ts';

export type SomeOptions = { [K in keyof ProposalOptions]?: ProposalOptions[K] | undefined };

/** The options with those changed that are named. */
export function withOptions(options: ProposalOptions, change: SomeOptions): ProposalOptions {
  return {
    quizzes: change.quizzes ?? options.quizzes,
    finalExam: change.finalExam ?? options.finalExam,
    lessonMinutes: change.lessonMinutes ?? options.lessonMinutes,
  };
}
