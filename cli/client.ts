import type { AddressInfo } from 'node:net';
import {
  type BodyInputOf,
  type ParamsOf,
  type QueryInputOf,
  type ResponseOf,
  type RouteContract,
  urlOf,
} from '../contracts/route.ts';
import type { Problem } from '../contracts/shared.ts';
import type { Config } from '../server/config.ts';
import { readOwner } from '../server/db/embedded/index.ts';
import { CommandError } from './errors.ts';

type Input<R extends RouteContract> = {
  params?: ParamsOf<R>;
  query?: QueryInputOf<R>;
  body?: BodyInputOf<R>;
  form?: FormData;
};

/** The API, wherever it runs. */
export type Client = {
  call<R extends RouteContract>(contract: R, input?: Input<R>): Promise<ResponseOf<R>>;
  close(): Promise<void>;
};

function clientAt(
  base: string,
  token: string,
  organization: string | undefined,
  close: () => Promise<void>,
): Client {
  return {
    close,
    async call(contract, input = {}) {
      const { params, query } = input as Input<RouteContract>;
      const response = await fetch(`${base}${urlOf(contract, params, query)}`, {
        method: contract.method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(organization === undefined ? {} : { 'lectern-organization': organization }),
          ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(input.form
          ? { body: input.form }
          : input.body === undefined
            ? {}
            : { body: JSON.stringify(input.body) }),
      }).catch((error: unknown) => {
        throw new CommandError(
          'The server that owns the data folder has gone away. Start it again: work that was taken in goes on where it was.',
          { cause: error },
        );
      });
      const answer: unknown = await response.json();
      if (response.ok) return answer as never;
      const problem = answer as Problem;
      throw new CommandError(`${problem.title}. ${problem.detail}`);
    },
  };
}

/**
 * Connects to the server that owns the data folder; where none runs, starts the platform in this
 * process for as long as the command takes.
 *
 * @param organization name or id, for commands inside an organization.
 * @throws DatabaseInUseError where a process owns the folder that cannot be asked.
 */
export async function connect(config: Config, organization: string | undefined): Promise<Client> {
  const running = config.database.url === null ? await runningServer(config.dataDir) : null;
  if (running) return clientAt(running.url, running.token, organization, async () => {});
  // The platform takes most of a second to load: only who needs it waits.
  const { startPlatform } = await import('../server/platform.ts');
  let address = config.publicUrl ?? '';
  const platform = await startPlatform(config, {
    webRoot: null,
    checkResponses: false,
    work: true,
    publicUrl: () => address,
  });
  await platform.app.server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = platform.app.server.server.address() as AddressInfo;
  address ||= `http://localhost:${config.port}`;
  return clientAt(`http://127.0.0.1:${port}`, platform.deps.operatorToken, organization, () =>
    platform.close(),
  );
}

/** The server that says it owns the folder, if it answers. */
async function runningServer(dataDir: string): Promise<{ url: string; token: string } | null> {
  const owner = await readOwner(dataDir);
  if (!owner?.url || !owner.token) return null;
  try {
    const response = await fetch(`${owner.url}/healthz`, { signal: AbortSignal.timeout(3000) });
    return response.ok ? { url: owner.url, token: owner.token } : null;
  } catch {
    return null;
  }
}
