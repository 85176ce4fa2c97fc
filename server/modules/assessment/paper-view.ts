import type {
  AttemptPaper,
  AttemptResult,
  AttemptSummary,
  PaperQuestion,
} from '../../../contracts/attempts.ts';
import type { ItemSource } from '../../../contracts/items.ts';
import { gradeAnswer } from '../items/index.ts';
import { answerOfPinned, showPinned, tellPinned } from '../learning/index.ts';
import { answersFrom } from './domain/rules.ts';
import type { AskedRow } from './repo/answers.ts';
import type { AttemptRow } from './repo/attempts.ts';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Which questions an open attempt shows: where there is no going back, the current one alone. */
export function isOpen(
  attempt: Pick<AttemptRow, 'status' | 'allowBack' | 'currentPosition'>,
  position: number,
): boolean {
  return (
    attempt.status === 'in_progress' && (attempt.allowBack || position === attempt.currentPosition)
  );
}

type Asked = Pick<
  AskedRow,
  | 'position'
  | 'section'
  | 'itemId'
  | 'version'
  | 'points'
  | 'optionOrder'
  | 'rightOrder'
  | 'stem'
  | 'answerKey'
  | 'explanation'
  | 'response'
  | 'savedAt'
>;

/** Holds nothing that tells the right answer: neither key nor version nor the place in the key. */
export function viewQuestion(
  asked: Asked,
  sections: readonly { title: string; instructions: string }[],
): PaperQuestion {
  return {
    position: asked.position,
    sectionTitle: sections[asked.section]?.title ?? '',
    sectionInstructions: sections[asked.section]?.instructions ?? '',
    question: showPinned(asked),
    points: asked.points,
    answer: asked.response === null ? null : answerOfPinned(asked, asked.response),
    savedAt: iso(asked.savedAt),
  };
}

export function viewPaper(
  attempt: AttemptRow,
  questions: readonly Asked[],
  now: Date,
): AttemptPaper {
  return {
    id: attempt.id,
    assessmentId: attempt.assessmentId,
    courseId: attempt.courseId,
    lessonId: attempt.lessonId,
    title: attempt.title,
    number: attempt.number,
    status: attempt.status,
    startedAt: attempt.startedAt.toISOString(),
    deadlineAt: iso(attempt.deadlineAt),
    serverTime: now.toISOString(),
    questionLayout: attempt.questionLayout,
    allowBack: attempt.allowBack,
    questionCount: attempt.questionCount,
    currentPosition: attempt.currentPosition,
    questions: questions
      .filter(({ position }) => isOpen(attempt, position))
      .map((asked) => viewQuestion(asked, attempt.sections)),
  };
}

/** @param staff graders see results that are held back. */
export function viewSummary(attempt: AttemptRow, staff: boolean): AttemptSummary {
  const told = staff || attempt.released;
  return {
    id: attempt.id,
    number: attempt.number,
    status: attempt.status,
    startedAt: attempt.startedAt.toISOString(),
    deadlineAt: iso(attempt.deadlineAt),
    submittedAt: iso(attempt.submittedAt),
    submittedBy: attempt.submittedBy,
    percent: told ? attempt.percent : null,
    passed: told ? attempt.passed : null,
  };
}

/** Why a learner may not read right answers now; null where they may. */
export function hiddenFrom(
  attempt: AttemptRow,
  now: Date,
): { why: AttemptResult['answersHidden']; from: Date | null } {
  if (!attempt.released) return { why: 'held', from: null };
  if (attempt.submittedAt === null) return { why: 'never', from: null };
  const from = answersFrom(attempt.showAnswers, attempt.submittedAt, attempt.lastClosesAt);
  if (from !== null && now >= from) return { why: null, from };
  return { why: attempt.showAnswers === 'after_close' ? 'after_close' : 'never', from };
}

/** What a learner, or with `staff` a grader, may read of an attempt that was handed in. */
export function viewResult(
  attempt: AttemptRow,
  questions: readonly AskedRow[],
  {
    now,
    staff,
    sources,
  }: { now: Date; staff: boolean; sources: ReadonlyMap<string, ItemSource[]> },
): AttemptResult {
  const hidden = staff ? { why: null, from: null } : hiddenFrom(attempt, now);
  const told = staff || attempt.released;
  return {
    ...viewSummary(attempt, staff),
    assessmentId: attempt.assessmentId,
    courseId: attempt.courseId,
    lessonId: attempt.lessonId,
    title: attempt.title,
    userId: attempt.userId,
    userName: attempt.userName,
    score: told ? attempt.score : null,
    maxScore: attempt.maxScore,
    latePenalty: attempt.latePenalty,
    answersHidden: hidden.why,
    answersFrom: iso(hidden.from),
    questions:
      hidden.why === null ? questions.map((asked) => viewAnswer(asked, staff, sources)) : [],
    serverTime: now.toISOString(),
  };
}

function viewAnswer(
  asked: AskedRow,
  staff: boolean,
  sources: ReadonlyMap<string, ItemSource[]>,
): AttemptResult['questions'][number] {
  const { response, score } = asked;
  const grade = response === null ? null : gradeAnswer(asked.answerKey, response);
  const pending = score === null && response !== null;
  const result = tellPinned(asked, response, grade);
  return {
    position: asked.position,
    itemId: asked.itemId,
    version: asked.version,
    question: showPinned(asked),
    points: asked.points,
    score,
    // What counts is the verdict that was recorded: a person's, or that of a corrected key.
    result: {
      ...result,
      correct: asked.isCorrect,
      score: score === null ? null : Math.min(1, score / asked.points),
      pending,
    },
    rubric: asked.answerKey.questionType === 'essay' ? asked.answerKey.rubric : [],
    criteria: asked.criteria,
    comment: asked.comment,
    suggestion: staff ? asked.suggestion : null,
    sources: sources.get(asked.itemId) ?? [],
  };
}
