import * as contracts from '../../../../contracts/attempts.ts';
import { type Route, route } from '../../../http/route.ts';
import type { AttemptsService } from '../service/attempts.ts';

export function attemptsRoutes(attempts: AttemptsService): Route[] {
  return [
    route(contracts.getLearnerAssessment, 'learn', ({ tenant, params }) =>
      attempts.view(tenant, { courseId: params.id, lessonId: params.lessonId }),
    ),
    route(contracts.startAttempt, 'learn', ({ tenant, params }) =>
      attempts.start(tenant, params.id),
    ),
    route(contracts.getAttempt, 'learn', ({ tenant, params }) => attempts.paper(tenant, params.id)),
    route(contracts.saveAnswer, 'learn', ({ tenant, params, body }) =>
      attempts.save(tenant, params, body),
    ),
    route(contracts.nextQuestion, 'learn', ({ tenant, params, body }) =>
      attempts.next(tenant, params.id, body.from),
    ),
    route(contracts.submitAttempt, 'learn', ({ tenant, params }) =>
      attempts.submit(tenant, params.id),
    ),
    route(contracts.getResult, 'learn', ({ tenant, params }) => attempts.result(tenant, params.id)),
  ];
}
