import * as grading from '../../../contracts/grading.ts';
import * as contracts from '../../../contracts/learning.ts';
import { type Route, route } from '../../http/route.ts';
import type { ModelAids } from '../generation/index.ts';
import type { createExplainService } from './service/explain.ts';
import type { FeedbackService } from './service/feedback.ts';
import type { HomeService } from './service/home.ts';
import type { OpenAnswerService } from './service/open-answers.ts';
import type { ProgressService } from './service/progress.ts';
import type { StudyService } from './service/study.ts';

export type LearningServices = {
  study: StudyService;
  progress: ProgressService;
  home: HomeService;
  feedback: FeedbackService;
  openAnswers: OpenAnswerService;
  explain: ReturnType<typeof createExplainService>;
  aids: Pick<ModelAids, 'available'>;
};

export function learningRoutes({
  study,
  progress,
  home,
  feedback,
  openAnswers,
  explain,
  aids,
}: LearningServices): Route[] {
  return [
    route(contracts.getHome, 'learn', ({ tenant }) => home.get(tenant)),
    route(contracts.getCurrentSession, 'learn', ({ tenant }) => study.getCurrent(tenant)),
    route(contracts.startSession, 'learn', ({ tenant, body }) => study.start(tenant, body)),
    route(contracts.answerStep, 'learn', ({ tenant, params, body }) =>
      study.answer(tenant, params, body),
    ),
    route(contracts.revealStep, 'learn', ({ tenant, params, body }) =>
      study.reveal(tenant, params, body.what),
    ),
    route(contracts.explainStep, 'learn', ({ tenant, params, request }) =>
      explain(tenant, params, request.signal),
    ),
    route(contracts.getAids, 'learn', async ({ tenant }) => {
      const { grades, describes, explains } = await aids.available(tenant);
      const staff = tenant.role !== 'learner';
      return { suggestsGrades: grades && staff, describes: describes && staff, explains };
    }),
    route(contracts.nextStep, 'learn', ({ tenant, params }) => study.next(tenant, params)),
    route(contracts.endSession, 'learn', ({ tenant, params }) => study.end(tenant, params.id)),
    route(contracts.getProgress, 'learn', ({ tenant, query }) => progress.get(tenant, query)),
    route(contracts.giveFeedback, 'learn', ({ tenant, body }) => feedback.give(tenant, body)),
    route(contracts.listFeedback, 'author', ({ tenant }) => feedback.listOpen(tenant)),
    route(contracts.closeFeedback, 'author', ({ tenant, params, body }) =>
      feedback.close(tenant, params.id, body.status),
    ),
    route(grading.listOpenAnswers, 'author', ({ tenant, query }) =>
      openAnswers.list(tenant, query),
    ),
    route(grading.gradeOpenAnswer, 'author', ({ tenant, params, body, ifMatch }) =>
      openAnswers.grade(tenant, params.id, ifMatch, body),
    ),
    route(grading.suggestGrade, 'author', ({ tenant, params, request }) =>
      openAnswers.suggest(tenant, params.id, request.signal),
    ),
    route(grading.listOwnOpenAnswers, 'learn', ({ tenant, query }) =>
      openAnswers.listOwn(tenant, query),
    ),
    route(grading.seeGrade, 'learn', ({ tenant, params }) => openAnswers.see(tenant, params.id)),
  ];
}
