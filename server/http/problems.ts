import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import type { Problem } from '../../contracts/shared.ts';
import { AppError, ERRORS, type ErrorCode } from '../errors.ts';

const FROM_FASTIFY: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_REQ_FILE_TOO_LARGE: 'too_large',
  FST_FILES_LIMIT: 'too_large',
};

const INTERNAL_DETAIL =
  'Nothing of this request was kept. Try again; if it happens again, give the request id to whoever runs this server.';

/** Any thrown thing as an `AppError`; what is not meant for people becomes `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) {
    const fields = error.issues.map((issue) => ({
      path: issue.path.join('.'),
      message: issue.message,
    }));
    const first = fields[0];
    const where = first?.path ? `${first.path}: ` : '';
    return new AppError('invalid_request', `${where}${first?.message ?? 'Not valid.'}`, fields);
  }
  const { code, statusCode, message } = error as Partial<FastifyError>;
  const known = code === undefined ? undefined : FROM_FASTIFY[code];
  if (known) return new AppError(known, message ?? ERRORS[known].title);
  if (statusCode === 429) return new AppError('too_many_requests', 'Wait a minute and try again.');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new AppError('invalid_request', message ?? 'The request could not be read.');
  }
  return new AppError('internal', INTERNAL_DETAIL);
}

/** Answers an error as problem details (RFC 9457) and keeps what people must not see in the log. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const appError = toAppError(error);
  const { status, title } = ERRORS[appError.code];
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  const problem: Problem = {
    type: `urn:lectern:error:${appError.code}`,
    title,
    status,
    detail: appError.message,
    code: appError.code,
    requestId: request.id,
    ...(appError.fields ? { errors: appError.fields } : {}),
  };
  return reply.code(status).type('application/problem+json').send(problem);
}
