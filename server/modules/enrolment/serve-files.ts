import type { FastifyInstance, FastifyReply } from 'fastify';
import { CERTIFICATE_PDF_PATH, PEOPLE_CSV_PATH } from '../../../contracts/enrolment.ts';
import { API_BASE } from '../../../contracts/route.ts';
import { IdParams } from '../../../contracts/shared.ts';
import { AppError } from '../../errors.ts';
import type { Authenticate } from '../../http/register.ts';
import type { CertificatesService } from './service/certificates.ts';
import type { PeopleService } from './service/people.ts';

const notSignedIn = () => new AppError('not_signed_in', 'Sign in and try again.');

function send(
  reply: FastifyReply,
  file: { name: string; type: string; content: Uint8Array | string },
): FastifyReply {
  return reply
    .headers({
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="${file.name}"`,
    })
    .type(file.type)
    .send(typeof file.content === 'string' ? file.content : Buffer.from(file.content));
}

/** Certificates as PDF and the people of a course as CSV, for those who may see them. */
export function serveFiles(services: {
  certificates: Pick<CertificatesService, 'print'>;
  people: Pick<PeopleService, 'export'>;
}) {
  return (server: FastifyInstance, authenticate: Authenticate): void => {
    server.get(`${API_BASE}${CERTIFICATE_PDF_PATH}`, async (request, reply) => {
      const tenant = await authenticate(request);
      if (!tenant) throw notSignedIn();
      const { id } = IdParams.parse(request.params);
      const { code, pdf } = await services.certificates.print(tenant, id);
      return send(reply, {
        name: `certificate-${code}.pdf`,
        type: 'application/pdf',
        content: pdf,
      });
    });

    server.get(`${API_BASE}${PEOPLE_CSV_PATH}`, async (request, reply) => {
      const tenant = await authenticate(request);
      if (!tenant) throw notSignedIn();
      if (tenant.role === 'learner') {
        throw new AppError('forbidden', 'Only instructors see the people of a course.');
      }
      const { id } = IdParams.parse(request.params);
      const { csv } = await services.people.export(tenant, id);
      return send(reply, { name: 'people.csv', type: 'text/csv; charset=utf-8', content: csv });
    });
  };
}
