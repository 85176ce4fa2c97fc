import type { Submission, SubmissionComment } from '../../../contracts/submissions.ts';
import type { CommentRow, SubmissionRow } from './repo/submissions.ts';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export const viewComment = (row: CommentRow): SubmissionComment => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** @param staff graders see what is held back, the comments from the first, and suggestions. */
export function viewSubmission(row: SubmissionRow, staff: boolean): Submission {
  const answered = row.status === 'returned' || row.status === 'graded';
  const told = staff || (row.released && answered) || row.status === 'returned';
  const graded = told && row.status === 'graded';
  return {
    id: row.id,
    assessmentId: row.assessmentId,
    courseId: row.courseId,
    lessonId: row.lessonId,
    title: row.title,
    kind: row.kind,
    userId: row.userId,
    userName: row.userName,
    number: row.number,
    status: !told && row.status === 'graded' ? 'submitted' : row.status,
    text: row.text,
    files: row.files.map((file) => ({
      ...file,
      url: `/api/v1/submissions/${row.id}/files/${file.id}`,
      createdAt: file.createdAt.toISOString(),
    })),
    submittedAt: iso(row.submittedAt),
    late: row.late,
    returnedAt: iso(row.returnedAt),
    gradedAt: graded ? iso(row.gradedAt) : null,
    gradedByName: graded ? row.gradedByName : null,
    rubric: row.rubric,
    criteria: graded ? row.criteria : [],
    points: graded ? row.points : null,
    maxPoints: row.rubric.reduce((sum, { points }) => sum + points, 0),
    latePenalty: row.latePenalty,
    percent: graded ? row.percent : null,
    passed: graded ? row.passed : null,
    feedback: told ? row.feedback : null,
    comments: told ? row.comments.map(viewComment) : [],
    suggestion: staff ? row.suggestion : null,
    history: row.history.map((one) =>
      one.id === row.id && !told && one.status === 'graded'
        ? { ...one, status: 'submitted' as const }
        : one,
    ),
    revision: row.revision,
    updatedAt: row.updatedAt.toISOString(),
  };
}
