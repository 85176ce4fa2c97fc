import * as contracts from '../../../contracts/authoring.ts';
import { type Route, route } from '../../http/route.ts';
import type { createCourseMaker } from './service/create.ts';
import type { createProposalEditor } from './service/edit.ts';
import type { createPropose } from './service/propose.ts';
import type { createWaiting } from './service/waiting.ts';

export type AuthoringServices = {
  propose: ReturnType<typeof createPropose>;
  editor: ReturnType<typeof createProposalEditor>;
  waiting: ReturnType<typeof createWaiting>;
  makeCourse: ReturnType<typeof createCourseMaker>;
};

export function authoringRoutes(services: AuthoringServices): Route[] {
  const { propose, editor, waiting, makeCourse } = services;
  return [
    route(contracts.proposeCourse, 'author', ({ tenant, body }) => propose(tenant, body)),
    route(contracts.listProposals, 'author', ({ tenant, query }) => editor.list(tenant, query)),
    route(contracts.getProposal, 'author', async ({ tenant, params, reply }) => {
      const proposal = await editor.get(tenant, params.id);
      reply.header('etag', `"${proposal.revision}"`);
      return proposal;
    }),
    route(contracts.editProposal, 'author', async ({ tenant, params, body, ifMatch, reply }) => {
      const proposal = await editor.edit(tenant, params.id, ifMatch, body);
      reply.header('etag', `"${proposal.revision}"`);
      return proposal;
    }),
    route(contracts.deleteProposal, 'author', async ({ tenant, params }) => {
      await editor.delete(tenant, params.id);
      return {};
    }),
    route(contracts.getWaitingItems, 'author', ({ tenant, params, query }) =>
      waiting(tenant, params.id, query.sample),
    ),
    route(contracts.createProposedCourse, 'author', ({ tenant, params, body }) =>
      makeCourse(tenant, params.id, body.waiting),
    ),
  ];
}
