import { z } from 'zod';
import { toAiError } from './errors.ts';
import { AiError, type ModelRef } from './port.ts';

const Listed = z.union([
  z.object({ data: z.array(z.object({ id: z.string() })) }),
  z.object({ models: z.array(z.object({ name: z.string() })) }),
]);

const HOME = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta',
  compatible: 'http://localhost',
} as const;

function headersOf({ provider, apiKey }: Omit<ModelRef, 'model'>): Record<string, string> {
  if (apiKey === null) return {};
  if (provider === 'anthropic') return { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' };
  if (provider === 'google') return { 'x-goog-api-key': apiKey };
  return { authorization: `Bearer ${apiKey}` };
}

/** Asks a provider for its models; the SDK has no call for it. @throws AiError */
export async function listModels(
  fetcher: typeof fetch,
  connection: Omit<ModelRef, 'model'>,
  { signal, timeoutMs }: { signal: AbortSignal | undefined; timeoutMs: number },
): Promise<string[]> {
  const base = (connection.baseUrl ?? HOME[connection.provider]).replace(/\/+$/, '');
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetcher(`${base}/models`, {
      headers: headersOf(connection),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (response.status === 401 || response.status === 403) {
      throw new AiError(
        'unauthorized',
        `The provider does not accept the key (${response.status}). Enter it again.`,
      );
    }
    if (!response.ok) {
      throw new AiError(
        response.status >= 500 || response.status === 429 ? 'unavailable' : 'bad_request',
        `${base}/models answered ${response.status}. Check the address; it usually ends in /v1.`,
      );
    }
    const body = Listed.safeParse(await response.json().catch(() => null));
    if (!body.success) {
      throw new AiError(
        'bad_request',
        `${base}/models did not answer with a list of models. Check the address; it usually ends in /v1.`,
      );
    }
    const names =
      'data' in body.data
        ? body.data.data.map(({ id }) => id)
        : body.data.models.map(({ name }) => name.replace(/^models\//, ''));
    return names.sort().slice(0, 1000);
  } catch (error) {
    throw toAiError(error, signal);
  }
}
