import { AppError } from '../../../errors.ts';
import { AiError } from '../../../ports/ai/index.ts';

/** Why a model gave nothing: for the record and for the person who waits. */
export type ModelFailure = {
  code: string;
  /** What happened and what to do. */
  message: string;
  /** What a developer or the provider needs: kept with the run. */
  detail: string;
  /** The next request would fail as well, so that asking again is a waste. */
  lasting: boolean;
};

const MESSAGES: Record<AiError['code'], string> = {
  rate_limited: 'The AI provider refused more requests for now. Try again later.',
  timeout: 'The AI provider did not answer in time. Try again later.',
  unavailable: 'The AI provider could not be reached. Test the connection in the AI settings.',
  unauthorized: 'The AI provider did not accept the key. Enter it again in the AI settings.',
  refused: 'The model refused to work on this.',
  truncated: 'The answer of the model was cut off at its limit of length.',
  invalid_output:
    'The model did not answer in the form that was asked for, even when asked again. A larger model may help.',
  bad_request:
    'The AI provider did not understand the request. Check the name of the model in the AI settings.',
};

/** What happened and what to do, for a person who waits for an answer of a model. */
export const messageOf = ({ code }: AiError): string => MESSAGES[code];

const LASTING: readonly string[] = ['unavailable', 'unauthorized', 'bad_request', 'timeout'];
const NOTHING_LOST = ' Nothing is lost: the job goes on from here when it is tried again.';

/** What went wrong, where it was the model or its settings; null for every other error. */
export function modelFailureOf(error: unknown): ModelFailure | null {
  if (error instanceof AiError) {
    const { code, rawText } = error;
    return {
      code: `ai_${code}`,
      message: MESSAGES[code] + NOTHING_LOST,
      detail: `${code}: ${error.message}${rawText === undefined ? '' : `\n${rawText.slice(0, 4000)}`}`,
      lasting: LASTING.includes(code),
    };
  }
  if (error instanceof AppError && /^ai_/.test(error.code)) {
    const { code, message } = error;
    return { code, message, detail: `${code}: ${message}`, lasting: true };
  }
  return null;
}
