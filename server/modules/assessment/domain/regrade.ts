import type { AnswerKey } from '../../../../contracts/items.ts';
import type { GradeResult, QuestionResponse } from '../../items/index.ts';
import { carryResponse } from './carry-response.ts';
import { round2 } from './score.ts';

/** An answer in question: what was asked, what was answered, and what it earned. */
export type GradedAnswer = {
  response: QuestionResponse | null;
  points: number;
  score: number;
  /** A person's verdict stands, whatever the key says now. */
  grader: 'machine' | 'person';
};

/**
 * Points of an answer by the corrected key. `kept` where they stay because the answer cannot be
 * carried over to the new wording, or because a person decided them.
 */
export function gradeAgain(
  answer: GradedAnswer,
  before: AnswerKey,
  after: AnswerKey,
  gradeAnswer: (
    key: AnswerKey,
    response: QuestionResponse,
  ) => Pick<GradeResult, 'score' | 'correct'>,
): { score: number; correct: boolean; kept: boolean } {
  const stays = { score: answer.score, correct: answer.score === answer.points, kept: true };
  if (answer.grader === 'person' || after.questionType === 'essay') return stays;
  if (answer.response === null) return { score: 0, correct: false, kept: false };
  const carried = carryResponse(before, after, answer.response);
  if (carried === null) return stays;
  const grade = gradeAnswer(after, carried);
  if (grade.score === null) return stays;
  return {
    score: round2(grade.score * answer.points),
    correct: grade.correct ?? false,
    kept: false,
  };
}
