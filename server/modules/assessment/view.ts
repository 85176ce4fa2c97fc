import type { Assessment, AssessmentSection } from '../../../contracts/assessment.ts';
import type { LessonNotReady } from '../../../contracts/courses.ts';
import type { AssessmentRow } from './repo/assessments.ts';
import type { EntryRow, SectionRow } from './repo/structure.ts';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Whether learners answer questions, rather than hand in texts and files. */
export const asksQuestions = ({ kind }: Pick<AssessmentRow, 'kind'>): boolean =>
  kind === 'quiz' || kind === 'exam';

export type Measured = { questionCount: number; maxScore: number; missing: number };

/** Why the lesson of an assessment cannot be published; null where it can. */
export function readinessOf(
  assessment: Pick<AssessmentRow, 'kind' | 'gradingCriteria'>,
  { questionCount, missing }: Pick<Measured, 'questionCount' | 'missing'>,
): LessonNotReady | null {
  if (!asksQuestions(assessment))
    return assessment.gradingCriteria.length === 0 ? 'no_criteria' : null;
  if (questionCount === 0) return 'no_questions';
  return missing > 0 ? 'pool_too_small' : null;
}

function viewEntry(entry: EntryRow): AssessmentSection['entries'][number] {
  const { id, position, points } = entry;
  if (entry.itemId !== null && entry.question !== null)
    return {
      id,
      position,
      points,
      content: { type: 'question', itemId: entry.itemId, ...entry.question },
    };
  return {
    id,
    position,
    points,
    content: {
      type: 'pool',
      drawCount: entry.drawCount ?? 1,
      usable: entry.pool.filter(({ usable }) => usable).length,
      itemIds: entry.pool.map(({ itemId }) => itemId),
    },
  };
}

export function viewAssessment(
  row: AssessmentRow,
  sections: readonly SectionRow[],
  measured: Measured,
  attemptCount: number,
): Assessment {
  const asks = asksQuestions(row);
  return {
    id: row.id,
    courseId: row.courseId,
    lessonId: row.lessonId,
    title: row.title,
    kind: row.kind,
    instructions: row.instructions,
    passingScore: row.passingScore,
    maxAttempts: row.maxAttempts,
    timeLimitMinutes: row.timeLimitMinutes,
    opensAt: iso(row.opensAt),
    dueAt: iso(row.dueAt),
    closesAt: iso(row.closesAt),
    latePenaltyPercent: row.latePenaltyPercent,
    shuffleQuestions: row.shuffleQuestions,
    shuffleOptions: row.shuffleOptions,
    questionLayout: row.questionLayout,
    allowBack: row.allowBack,
    showAnswers: row.showAnswers,
    retryPolicy: row.retryPolicy,
    holdGrades: row.holdGrades,
    gradingCriteria: row.gradingCriteria,
    weight: row.weight,
    categoryId: row.categoryId,
    sections: sections.map(({ entries, ...section }) => ({
      ...section,
      entries: entries.map(viewEntry),
    })),
    questionCount: asks ? measured.questionCount : 0,
    totalPoints: asks
      ? measured.maxScore
      : row.gradingCriteria.reduce((sum, { points }) => sum + points, 0),
    attemptCount,
    notReady: readinessOf(row, measured),
    revision: row.revision,
    updatedAt: row.updatedAt.toISOString(),
  };
}
