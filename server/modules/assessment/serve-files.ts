import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { GRADEBOOK_CSV_PATH, GRADEBOOK_XLSX_PATH } from '../../../contracts/gradebook.ts';
import { API_BASE } from '../../../contracts/route.ts';
import { Id, IdParams } from '../../../contracts/shared.ts';
import { SUBMISSION_FILE_PATH } from '../../../contracts/submissions.ts';
import { AppError } from '../../errors.ts';
import type { Authenticate } from '../../http/register.ts';
import type { SheetPort } from '../../ports/sheet/index.ts';
import { csvFile } from './above.ts';
import { gradeTable } from './domain/grade-table.ts';
import { attachmentHeader } from './domain/submission-rules.ts';
import type { GradebookService } from './service/gradebook.ts';
import type { SubmissionsService } from './service/submissions.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const FileParams = z.object({ id: Id, fileId: Id });

/** What is downloaded is never opened by the browser in the name of this site. */
const harmless = (name: string) => ({
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'content-disposition': attachmentHeader(name),
});

/** Files that are no plain answers: what was handed in, and the gradebook as a table. */
export function serveFiles({
  submissions,
  gradebook,
  sheet,
}: {
  submissions: SubmissionsService;
  gradebook: GradebookService;
  sheet: SheetPort;
}) {
  return (server: FastifyInstance, authenticate: Authenticate): void => {
    async function signedIn(request: FastifyRequest) {
      const person = await authenticate(request);
      if (!person) throw new AppError('not_signed_in', 'Sign in and try again.');
      return person;
    }

    async function tableOf(request: FastifyRequest) {
      const person = await signedIn(request);
      if (person.role === 'learner')
        throw new AppError('forbidden', 'The grades of a course are for those who teach it.');
      const book = await gradebook.all(person, IdParams.parse(request.params).id);
      return { title: book.title, rows: gradeTable(book) };
    }

    server.get(`${API_BASE}${SUBMISSION_FILE_PATH}`, async (request, reply) => {
      const person = await signedIn(request);
      const { file, content } = await submissions.readFile(
        person,
        FileParams.parse(request.params),
      );
      return reply.headers(harmless(file.name)).type(file.mediaType).send(Buffer.from(content));
    });

    server.get(`${API_BASE}${GRADEBOOK_CSV_PATH}`, async (request, reply) => {
      const { title, rows } = await tableOf(request);
      return reply
        .headers(harmless(`${title}.csv`))
        .type('text/csv; charset=utf-8')
        .send(csvFile(rows));
    });

    server.get(`${API_BASE}${GRADEBOOK_XLSX_PATH}`, async (request, reply) => {
      const { title, rows } = await tableOf(request);
      const content = await sheet.write({ name: title, rows });
      return reply
        .headers(harmless(`${title}.xlsx`))
        .type(XLSX)
        .send(content);
    });
  };
}
