import type { Problem } from '../../contracts/shared.ts';

/**
 * What the server said went wrong (RFC 9457), or, with status 0, that it could not be reached.
 * `code` is one of the documented error codes; `network_error`, `aborted` and `unreadable_response`
 * are made here.
 */
export class ApiProblem extends Error {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly errors: readonly { path: string; message: string }[];

  constructor(problem: Partial<Problem> & { status: number; code: string }) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = 'ApiProblem';
    this.type = problem.type ?? 'about:blank';
    this.title = problem.title ?? '';
    this.status = problem.status;
    this.detail = problem.detail ?? '';
    this.code = problem.code;
    this.requestId = problem.requestId;
    this.errors = problem.errors ?? [];
  }

  /** The message for one field of a form, by its path in the body. */
  errorFor(path: string): string | undefined {
    return this.errors.find((error) => error.path === path)?.message;
  }
}

export function isApiProblem(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem;
}

/** Reads the problem of a failed response; a proxy's HTML error page becomes one as well. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const fallback = { status: response.status, code: 'unreadable_response' };
  const withId = (problem: Partial<Problem> & { status: number; code: string }) =>
    new ApiProblem(requestId === undefined ? problem : { requestId, ...problem });
  if (!response.headers.get('content-type')?.includes('json')) return withId(fallback);
  try {
    const body = (await response.json()) as Partial<Problem>;
    return withId({ ...fallback, ...body });
  } catch {
    return withId(fallback);
  }
}
