import * as contracts from '../../../../contracts/submissions.ts';
import { type Route, route } from '../../../http/route.ts';
import type { SubmissionsService } from '../service/submissions.ts';

export function submissionsRoutes(submissions: SubmissionsService): Route[] {
  return [
    route(contracts.listOwnSubmissions, 'learn', ({ tenant, params }) =>
      submissions.list(tenant, params.id),
    ),
    route(contracts.startSubmission, 'learn', ({ tenant, params }) =>
      submissions.start(tenant, params.id),
    ),
    route(contracts.getOwnSubmission, 'learn', ({ tenant, params }) =>
      submissions.get(tenant, params.id),
    ),
    route(contracts.patchSubmission, 'learn', ({ tenant, params, body, ifMatch }) =>
      submissions.patch(tenant, params.id, ifMatch, body.text),
    ),
    route(contracts.uploadSubmissionFiles, 'learn', ({ tenant, params, request }) =>
      submissions.addFiles(tenant, params.id, request),
    ),
    route(contracts.deleteSubmissionFile, 'learn', ({ tenant, params }) =>
      submissions.deleteFile(tenant, params.id, params.fileId),
    ),
    route(contracts.submitSubmission, 'learn', ({ tenant, params }) =>
      submissions.submit(tenant, params.id),
    ),
  ];
}
