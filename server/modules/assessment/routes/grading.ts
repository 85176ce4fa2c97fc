import * as attempts from '../../../../contracts/attempts.ts';
import * as books from '../../../../contracts/gradebook.ts';
import * as submissions from '../../../../contracts/submissions.ts';
import { type Route, route } from '../../../http/route.ts';
import type { GradebookService } from '../service/gradebook.ts';
import type { GradingService } from '../service/grading.ts';
import type { SubmissionGradingService } from '../service/submission-grading.ts';

export function gradingRoutes({
  grading,
  submissionGrading,
  gradebook,
}: {
  grading: GradingService;
  submissionGrading: SubmissionGradingService;
  gradebook: GradebookService;
}): Route[] {
  return [
    route(attempts.listAttempts, 'author', ({ tenant, params, query }) =>
      grading.list(tenant, params.id, query),
    ),
    route(attempts.reviewAttempt, 'author', ({ tenant, params }) =>
      grading.review(tenant, params.id),
    ),
    route(attempts.closeAttempt, 'author', ({ tenant, params }) =>
      grading.close(tenant, params.id),
    ),
    route(attempts.gradeAttemptAnswer, 'author', ({ tenant, params, body }) =>
      grading.grade(tenant, params, body),
    ),
    route(attempts.suggestAttemptGrade, 'author', ({ tenant, params, request }) =>
      grading.suggest(tenant, params, request.signal),
    ),
    route(submissions.getSubmission, 'author', ({ tenant, params }) =>
      submissionGrading.get(tenant, params.id),
    ),
    route(submissions.gradeSubmission, 'author', ({ tenant, params, body, ifMatch }) =>
      submissionGrading.grade(tenant, params.id, ifMatch, body),
    ),
    route(submissions.returnSubmission, 'author', ({ tenant, params, body }) =>
      submissionGrading.giveBack(tenant, params.id, body.feedback),
    ),
    route(submissions.suggestSubmissionGrade, 'author', ({ tenant, params, request }) =>
      submissionGrading.suggest(tenant, params.id, request.signal),
    ),
    route(submissions.addComment, 'author', ({ tenant, params, body }) =>
      submissionGrading.addComment(tenant, params.id, body),
    ),
    route(submissions.patchComment, 'author', ({ tenant, params, body }) =>
      submissionGrading.patchComment(tenant, params, body.text),
    ),
    route(submissions.deleteComment, 'author', ({ tenant, params }) =>
      submissionGrading.deleteComment(tenant, params),
    ),
    route(submissions.listGradingQueue, 'author', ({ tenant, query }) =>
      gradebook.queue(tenant, query),
    ),
    route(books.getGradebook, 'author', ({ tenant, params, query }) =>
      gradebook.get(tenant, params.id, query),
    ),
    route(books.putGradeCategories, 'author', ({ tenant, params, body }) =>
      gradebook.putCategories(tenant, params.id, body),
    ),
    route(books.putGrade, 'author', ({ tenant, params, body }) =>
      gradebook.decide(tenant, { assessmentId: params.id, userId: params.userId }, body),
    ),
    route(books.releaseGrades, 'author', ({ tenant, params }) =>
      gradebook.release(tenant, params.id),
    ),
    route(books.getOwnGrades, 'learn', ({ tenant, params }) => gradebook.own(tenant, params.id)),
  ];
}
