import type { RecordedRequest, Reply } from './openai-server.ts';

/**
 * The batch endpoints of the fake server: a file of requests to the Responses API, a batch over it,
 * and files of answers. A batch stays under way until the test ends it.
 */

export type FakeBatch = {
  id: string;
  status: 'in_progress' | 'completed' | 'expired' | 'cancelled';
  /** What it asks, with bodies as the chat endpoint gets them, so that one model answers both. */
  requests: (RecordedRequest & { id: string })[];
  answers: string[];
  errors: string[];
};

/** What becomes of one request when the test ends a batch. */
export type Outcome = Reply | { kind: 'failed'; message: string } | { kind: 'expired' };

type Line = {
  custom_id: string;
  // biome-ignore lint/suspicious/noExplicitAny: as on the wire
  body: any;
};

const written = (content: unknown) =>
  typeof content === 'string' ? content : JSON.stringify(content);

type Message = { role: string; content: string | { text: string }[] };

/** A request to the Responses API as one to the chat endpoint. */
function asChat({ body }: Line) {
  return {
    model: body.model,
    messages: (body.input as Message[]).map(({ role, content }) => ({
      role,
      content: typeof content === 'string' ? content : content.map(({ text }) => text).join('\n'),
    })),
    max_tokens: body.max_output_tokens,
    response_format: { type: 'json_schema', json_schema: body.text?.format },
  };
}

function answerLine(id: string, model: string, outcome: Reply): string {
  const content = 'content' in outcome ? written(outcome.content) : '';
  const usage: { tokensIn?: number; tokensOut?: number; cached?: number } =
    outcome.kind === 'answer' ? outcome : {};
  const body = {
    id: `resp_${id}`,
    object: 'response',
    created_at: 1,
    model,
    output: [
      {
        type: 'message',
        role: 'assistant',
        id: `msg_${id}`,
        content: [{ type: 'output_text', text: content, annotations: [] }],
      },
    ],
    incomplete_details: outcome.kind === 'truncated' ? { reason: 'max_output_tokens' } : null,
    usage: {
      input_tokens: usage.tokensIn ?? 100,
      input_tokens_details: { cached_tokens: usage.cached ?? 0 },
      output_tokens: usage.tokensOut ?? 20,
      output_tokens_details: { reasoning_tokens: 0 },
    },
  };
  return JSON.stringify({ custom_id: id, response: { status_code: 200, body }, error: null });
}

export function createFakeBatches() {
  const files = new Map<string, Line[]>();
  let batches: FakeBatch[] = [];

  const found = (id: string) => batches.find((batch) => batch.id === id);
  const wire = (batch: FakeBatch) => ({
    id: batch.id,
    object: 'batch',
    status: batch.status,
    output_file_id: batch.answers.length > 0 ? `${batch.id}-answers` : null,
    error_file_id: batch.errors.length > 0 ? `${batch.id}-errors` : null,
    created_at: 1,
    request_counts: { total: batch.requests.length, completed: batch.answers.length, failed: 0 },
  });

  function start(fileId: string, headers: RecordedRequest['headers']): object | null {
    const lines = files.get(fileId);
    if (!lines) return null;
    const requests = lines.map((line) => ({
      id: line.custom_id,
      path: '/v1/responses',
      headers,
      body: asChat(line),
      at: Date.now(),
    }));
    const id = `batch_${batches.length + 1}`;
    const batch: FakeBatch = { id, status: 'in_progress', requests, answers: [], errors: [] };
    batches.push(batch);
    return wire(batch);
  }

  return {
    all: () => batches,
    reset() {
      batches = [];
      files.clear();
    },

    /** Ends all that are under way; requests without an outcome have no answer. */
    end(
      outcomeOf: (request: RecordedRequest, index: number) => Outcome | null,
      status: FakeBatch['status'] = 'completed',
    ) {
      for (const batch of batches.filter((one) => one.status === 'in_progress')) {
        batch.status = status;
        for (const [index, request] of batch.requests.entries()) {
          const outcome = outcomeOf(request, index);
          if (outcome === null) continue;
          const failed = (code: string, message: string) =>
            batch.errors.push(
              JSON.stringify({ custom_id: request.id, response: null, error: { code, message } }),
            );
          if (outcome.kind === 'failed') failed('server_error', outcome.message);
          else if (outcome.kind === 'expired') failed('batch_expired', 'It came too late.');
          else batch.answers.push(answerLine(request.id, request.body.model, outcome));
        }
      }
    },

    /** The answer of an endpoint for batches; undefined where the path is none, null for a 404. */
    async answer(
      recorded: RecordedRequest,
      raw: Buffer,
    ): Promise<{ json: object } | { text: string } | null | undefined> {
      const { path, headers, body } = recorded;
      if (path.endsWith('/files')) {
        const form = await new Response(new Uint8Array(raw), {
          headers: { 'content-type': String(headers['content-type']) },
        }).formData();
        const lines = (await (form.get('file') as File).text()).trim().split('\n');
        const id = `file_${files.size + 1}`;
        files.set(
          id,
          lines.map((line) => JSON.parse(line) as Line),
        );
        return { json: { id, object: 'file', filename: 'batch.jsonl', bytes: 1, created_at: 1 } };
      }
      const content = /\/files\/(\w+)-(answers|errors)\/content$/.exec(path);
      if (content) {
        const batch = found(content[1] ?? '');
        return batch
          ? { text: batch[content[2] as 'answers' | 'errors'].map((line) => `${line}\n`).join('') }
          : null;
      }
      if (path.endsWith('/batches')) {
        const json = start(body.input_file_id, headers);
        return json ? { json } : null;
      }
      const one = /\/batches\/(\w+)(\/cancel)?$/.exec(path);
      if (!one) return undefined;
      const batch = found(one[1] ?? '');
      if (!batch) return null;
      if (one[2] !== undefined && batch.status === 'in_progress') batch.status = 'cancelled';
      return { json: wire(batch) };
    },
  };
}
