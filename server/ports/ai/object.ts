import { z } from 'zod';
import { AiError, type AiUsage } from './port.ts';

/** The JSON in what a model wrote: small models put a fence or a sentence around it. */
function jsonIn(text: string): string {
  const fenced = /```(?:json)?\s*([\s\S]*?)```/.exec(text)?.[1];
  if (fenced !== undefined) return fenced;
  const start = text.search(/[[{]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return start >= 0 && end > start ? text.slice(start, end + 1) : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(jsonIn(text));
  }
}

/**
 * Reads and checks what a model wrote.
 *
 * @throws AiError `refused`, `truncated` or `invalid_output`, each with the usage and raw text.
 */
export function readObject<T>(
  schema: z.ZodType<T>,
  text: string,
  finishReason: string | undefined,
  usage: AiUsage,
): T {
  if (finishReason === 'content-filter') {
    throw new AiError('refused', 'The model refused to answer.', { usage, rawText: text });
  }
  if (finishReason === 'length') {
    throw new AiError('truncated', 'The answer was cut off at its greatest length.', {
      usage,
      rawText: text,
    });
  }
  let value: unknown;
  try {
    value = parsed(text);
  } catch (error) {
    throw new AiError('invalid_output', 'The model did not answer with JSON.', {
      usage,
      rawText: text,
      complaint: `It is not JSON: ${(error as Error).message}`,
    });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AiError('invalid_output', 'The answer of the model does not have the wanted shape.', {
    usage,
    rawText: text,
    complaint: z.prettifyError(result.error).slice(0, 2000),
  });
}
