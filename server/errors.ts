/**
 * The closed set of errors that the API answers. Services throw `AppError`; the HTTP edge turns it
 * into problem details. Every code has a section in docs/errors.md (a test holds them together).
 */
export const ERRORS = {
  invalid_request: { status: 400, title: 'The request is not well formed' },
  not_signed_in: { status: 401, title: 'You are not signed in' },
  wrong_credentials: { status: 401, title: 'E-mail or password is wrong' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  wrong_origin: { status: 403, title: 'The request came from another site' },
  demo_refused: { status: 403, title: 'The demo is not available here' },
  not_found: { status: 404, title: 'There is no such thing here' },
  email_taken: { status: 409, title: 'This e-mail address has an account' },
  already_member: { status: 409, title: 'This person is a member already' },
  last_admin: { status: 409, title: 'An organization needs an administrator' },
  invitation_over: { status: 410, title: 'The invitation is no longer valid' },
  conflict: { status: 409, title: 'This does not fit the present state' },
  course_not_ready: { status: 409, title: 'The course cannot be published yet' },
  idempotency_reuse: { status: 422, title: 'The Idempotency-Key was used for another request' },
  in_progress: { status: 409, title: 'The same request is still running' },
  edit_conflict: { status: 412, title: 'Somebody else changed it meanwhile' },
  precondition_required: { status: 428, title: 'An edit needs If-Match' },
  too_large: { status: 413, title: 'That is too large' },
  unsupported_format: { status: 415, title: 'This kind of file cannot be read' },
  source_unreachable: { status: 422, title: 'The address could not be read' },
  milestone_ahead: { status: 409, title: 'A milestone of the video comes first' },
  no_tries_left: { status: 409, title: 'No tries are left' },
  address_over: { status: 403, title: 'The address of the file is no longer good' },
  course_not_published: { status: 409, title: 'The course is not published' },
  enrolment_closed: { status: 409, title: 'Only instructors enrol people in this course' },
  prerequisites_missing: { status: 409, title: 'Other courses come before this one' },
  not_enrolled: { status: 403, title: 'You do not take this course' },
  assessment_not_open: { status: 409, title: 'This cannot be taken now' },
  no_attempts_left: { status: 409, title: 'No attempt is left' },
  attempt_over: { status: 409, title: 'The attempt is over' },
  ai_not_configured: { status: 409, title: 'No model is connected for this' },
  ai_key_unreadable: { status: 409, title: 'The key of a connection cannot be read' },
  ai_budget_exhausted: { status: 402, title: 'The AI budget of this month is used up' },
  too_many_requests: { status: 429, title: 'Too many attempts' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The server cannot answer now' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** An error that the person who asked can understand and act on. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Which fields are wrong, as `path` (dotted) and `message`. */
  readonly fields: { path: string; message: string }[] | undefined;

  /** @param detail What happened, what is safe and what to do, in plain words. */
  constructor(code: ErrorCode, detail: string, fields?: { path: string; message: string }[]) {
    super(detail);
    this.name = 'AppError';
    this.code = code;
    this.fields = fields;
  }
}

/** For ids that lead nowhere; what another organization owns is not there either. */
export function notFound(what: string): AppError {
  return new AppError('not_found', `There is no ${what} with this id in your organization.`);
}
