import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type RoutedRequest = {
  method: string;
  path: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into the body as they like
  body: any;
};

/** A server for tests that answers by a function: an object as JSON, a text as it is, null as 404. */
export async function startRoutesServer(
  answer: (request: RoutedRequest, origin: string) => object | string | null,
) {
  const requests: RoutedRequest[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString('utf8');
    const body = text.startsWith('{') ? JSON.parse(text) : null;
    const routed = { method: request.method ?? '', path: request.url ?? '', body };
    requests.push(routed);
    const found = answer(routed, `http://${request.headers.host}`);
    response.writeHead(found === null ? 404 : 200, { 'content-type': 'application/json' });
    response.end(typeof found === 'string' ? found : JSON.stringify(found ?? { error: {} }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
