import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFakeBatches } from './openai-batches.ts';

/**
 * A model server for tests that speaks the OpenAI wire protocol over real HTTP. Every request is
 * recorded; each takes the next scripted reply, or the fallback where the script is over.
 */

export type RecordedRequest = {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into the body as they like
  body: any;
  at: number;
};

export type Reply =
  /** A whole answer; objects are written as JSON. Streamed where the request asks for a stream. */
  | { kind: 'answer'; content: unknown; tokensIn?: number; tokensOut?: number; cached?: number }
  | { kind: 'tool'; name: string; arguments: unknown }
  | { kind: 'refusal'; message?: string }
  | { kind: 'error'; status: number; headers?: Record<string, string>; message?: string }
  /** A body that is not JSON at all. */
  | { kind: 'garbage' }
  /** Cut off at its greatest length. */
  | { kind: 'truncated'; content: string }
  /** Takes the request and never answers. */
  | { kind: 'stall' }
  /** A stream that stops halfway and stays open. */
  | { kind: 'stream-stall'; content: string }
  | { kind: 'slow'; ms: number; reply: Reply };

export type FakeModelServer = {
  /** Ends in /v1, as settings want it. */
  baseUrl: string;
  requests: RecordedRequest[];
  batches: Pick<ReturnType<typeof createFakeBatches>, 'all' | 'end'>;
  /** Adds replies to the script. */
  script(...replies: Reply[]): void;
  /** Answers what no script covers; gets the request, so that it can answer to the prompt. */
  fallback(reply: Reply | ((request: RecordedRequest) => Reply)): void;
  reset(): void;
  close(): Promise<void>;
};

const DEFAULT: Reply = { kind: 'answer', content: 'Hello.' };

const written = (content: unknown) =>
  typeof content === 'string' ? content : JSON.stringify(content);

function json(response: ServerResponse, status: number, body: unknown, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function usageOf(reply: Reply) {
  const answer: { tokensIn?: number; tokensOut?: number; cached?: number } =
    reply.kind === 'answer' ? reply : {};
  const prompt = answer.tokensIn ?? 100;
  const completion = answer.tokensOut ?? 20;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: answer.cached ?? 0 },
  };
}

function messageOf(reply: Reply): { message: Record<string, unknown>; finish: string } {
  const role = 'assistant';
  if (reply.kind === 'tool') {
    const call = {
      id: 'call_1',
      type: 'function',
      index: 0,
      function: { name: reply.name, arguments: written(reply.arguments) },
    };
    return { message: { role, content: null, tool_calls: [call] }, finish: 'tool_calls' };
  }
  if (reply.kind === 'refusal') {
    const refusal = reply.message ?? 'I cannot help with that.';
    return { message: { role, content: null, refusal }, finish: 'stop' };
  }
  const content = 'content' in reply ? written(reply.content) : '';
  return { message: { role, content }, finish: reply.kind === 'truncated' ? 'length' : 'stop' };
}

function stream(response: ServerResponse, model: string, reply: Reply) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (part: object) =>
    response.write(
      `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model, ...part })}\n\n`,
    );
  const { message, finish } = messageOf(reply);
  const { content, ...rest } = message;
  send({ choices: [{ index: 0, delta: { ...rest, content: '' }, finish_reason: null }] });
  for (const piece of String(content ?? '').match(/[\s\S]{1,8}/g) ?? []) {
    send({ choices: [{ index: 0, delta: { content: piece }, finish_reason: null }] });
  }
  if (reply.kind === 'stream-stall') return;
  send({ choices: [{ index: 0, delta: {}, finish_reason: finish }] });
  send({ choices: [], usage: usageOf(reply) });
  response.end('data: [DONE]\n\n');
}

/** Vectors that depend on the text alone, so that equal texts are equal and others are not. */
function embedding(text: string, dimensions: number): number[] {
  let state = 2166136261;
  for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 16777619) >>> 0;
  return Array.from({ length: dimensions }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return null;
  }
}

/** Starts the server on a free port of this machine. */
export async function startFakeModelServer(
  options: { models?: string[]; dimensions?: number; batches?: boolean } = {},
): Promise<FakeModelServer> {
  const { models = ['gpt-5.1-mini', 'gpt-5.1-nano', 'text-embedding-3-small'] } = options;
  const requests: RecordedRequest[] = [];
  const batches = createFakeBatches();
  let script: Reply[] = [];
  let fallback: Reply | ((request: RecordedRequest) => Reply) = DEFAULT;

  async function answer(recorded: RecordedRequest, response: ServerResponse, reply: Reply) {
    if (reply.kind === 'slow') {
      await new Promise((done) => setTimeout(done, reply.ms));
      return answer(recorded, response, reply.reply);
    }
    if (reply.kind === 'stall') return;
    if (reply.kind === 'error') {
      const error = { message: reply.message ?? `Scripted ${reply.status}`, type: 'error' };
      return json(response, reply.status, { error }, reply.headers);
    }
    if (reply.kind === 'garbage') {
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.end('<html>gateway</html>');
    }
    const { body } = recorded;
    if (recorded.path.endsWith('/embeddings')) {
      const texts: string[] = Array.isArray(body.input) ? body.input : [body.input];
      const size: number = body.dimensions ?? options.dimensions ?? 1536;
      return json(response, 200, {
        object: 'list',
        model: body.model,
        data: texts.map((text, index) => ({
          object: 'embedding',
          index,
          embedding: embedding(text, size),
        })),
        usage: { prompt_tokens: texts.length * 10, total_tokens: texts.length * 10 },
      });
    }
    if (body?.stream === true || reply.kind === 'stream-stall') {
      return stream(response, body.model, reply);
    }
    const { message, finish } = messageOf(reply);
    json(response, 200, {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: body.model,
      choices: [{ index: 0, message, finish_reason: finish }],
      usage: usageOf(reply),
    });
  }

  const server = createServer(async (request, response) => {
    const raw = await readBody(request);
    const body = parsed(raw);
    const path = request.url ?? '';
    const recorded: RecordedRequest = { path, headers: request.headers, body, at: Date.now() };
    requests.push(recorded);
    if (path.endsWith('/models')) {
      const scripted = script[0]?.kind === 'error' ? script.shift() : undefined;
      if (scripted) return answer(recorded, response, scripted);
      return json(response, 200, { object: 'list', data: models.map((id) => ({ id })) });
    }
    if (/\/(files|batches)\b/.test(path)) {
      const scripted = script[0]?.kind === 'error' ? script.shift() : undefined;
      if (scripted) return answer(recorded, response, scripted);
      const found = options.batches === false ? null : await batches.answer(recorded, raw);
      if (!found) return json(response, 404, { error: { message: 'There is no such thing.' } });
      if ('json' in found) return json(response, 200, found.json);
      response.writeHead(200, { 'content-type': 'application/jsonl' });
      return response.end(found.text);
    }
    const next = script.shift();
    const reply = next ?? (typeof fallback === 'function' ? fallback(recorded) : fallback);
    await answer(recorded, response, reply);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    batches,
    script: (...replies) => script.push(...replies),
    fallback(reply) {
      fallback = reply;
    },
    reset() {
      requests.length = 0;
      batches.reset();
      script = [];
      fallback = DEFAULT;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
