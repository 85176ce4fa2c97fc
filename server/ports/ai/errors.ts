import { APICallError } from 'ai';
import { AppError } from '../../errors.ts';
import { AiError } from './port.ts';

/** `Retry-After` as milliseconds: seconds or a date; undefined where it says nothing. */
export function retryAfterMs(
  headers: Record<string, string> | undefined,
  now: number,
): number | undefined {
  const exact = headers?.['retry-after-ms'];
  if (exact !== undefined && Number.isFinite(Number(exact))) return Math.max(0, Number(exact));
  const given = headers?.['retry-after'];
  if (given === undefined) return undefined;
  const seconds = Number(given);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(given);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** What a provider says about itself, without anything that looks like a key. */
const said = (error: APICallError) =>
  error.message.replace(/\b(sk|key|AIza)[-_A-Za-z0-9*]{6,}/g, '…').slice(0, 300);

function ofStatus(error: APICallError): AiError {
  const status = error.statusCode;
  if (status === 401 || status === 403) {
    return new AiError(
      'unauthorized',
      `The provider does not accept the key (${status}). Enter it again in the AI settings.`,
      { cause: error },
    );
  }
  if (status === 429) {
    return new AiError('rate_limited', `The provider is asked too often: ${said(error)}`, {
      retryAfterMs: retryAfterMs(error.responseHeaders, Date.now()),
      cause: error,
    });
  }
  if (status === 408) {
    return new AiError('timeout', 'The provider gave up waiting.', { cause: error });
  }
  if (status !== undefined && status >= 500) {
    return new AiError('unavailable', `The provider has a problem (${status}): ${said(error)}`, {
      retryAfterMs: retryAfterMs(error.responseHeaders, Date.now()),
      cause: error,
    });
  }
  if (status === undefined || status < 300) {
    return new AiError('unavailable', `The provider could not be reached: ${said(error)}`, {
      cause: error,
    });
  }
  return new AiError(
    'bad_request',
    `The provider refused the request (${status}): ${said(error)}`,
    {
      cause: error,
    },
  );
}

/**
 * One closed set of failures out of those of the SDK and the network. What the caller aborted is
 * no failure of the model and is returned as it is.
 */
export function toAiError(error: unknown, signal: AbortSignal | undefined): Error {
  if (error instanceof AiError) return error;
  if (signal?.aborted) {
    return signal.reason instanceof Error ? signal.reason : new Error('The call was stopped.');
  }
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return new AiError('bad_request', cause.message, { cause });
    if (cause.name === 'TimeoutError' || cause.name === 'AbortError') {
      return new AiError('timeout', 'The model did not answer in time.', { cause: error });
    }
  }
  if (APICallError.isInstance(error)) return ofStatus(error);
  const detail = error instanceof Error ? error.message : String(error);
  return new AiError('unavailable', `The model could not be called: ${detail.slice(0, 300)}`, {
    cause: error,
  });
}
