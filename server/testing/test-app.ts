import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type BodyInputOf,
  type ParamsOf,
  type QueryInputOf,
  type ResponseOf,
  type RouteContract,
  urlOf,
} from '../../contracts/route.ts';
import type { Problem } from '../../contracts/shared.ts';
import type { MemberRole } from '../../contracts/tenancy.ts';
import type { AppOptions } from '../app.ts';
import { parseConfig } from '../config.ts';
import type { Database } from '../db/database.ts';
import { type TenantContext, withTenant } from '../db/tenant.ts';
import type { Deps } from '../deps.ts';
import { newId } from '../ids.ts';
import { type Platform, startPlatform } from '../platform.ts';
import type { AiPort } from '../ports/ai/index.ts';
import type { Clock } from '../ports/clock.ts';
import { type Background, createBackground } from './background.ts';
import { ownDatabase, sharedDatabase } from './test-database.ts';

type CallInput<R extends RouteContract> = {
  params?: ParamsOf<R>;
  query?: QueryInputOf<R>;
  body?: BodyInputOf<R>;
  headers?: Record<string, string>;
};

/** `body` is typed as the success; a test that expects a problem reads `problem`. */
export type CallResult<R extends RouteContract> = {
  status: number;
  body: ResponseOf<R>;
  problem: Problem;
  headers: Record<string, string | string[] | number | undefined>;
};

export type TestPerson = {
  userId: string;
  name: string;
  email: string;
  tenant: TenantContext & { userId: string };
  cookie: string;
  call<R extends RouteContract>(contract: R, input?: CallInput<R>): Promise<CallResult<R>>;
};

export type TestOrganization = {
  id: string;
  name: string;
  admin: TestPerson;
  instructor: TestPerson;
  learner: TestPerson;
  /** One more person with a role. */
  join(role: MemberRole): Promise<TestPerson>;
  /** The platform's own context in this organization. */
  system: TenantContext;
};

export type TestApp = {
  platform: Platform;
  deps: Deps;
  database: Database;
  anonymous<R extends RouteContract>(contract: R, input?: CallInput<R>): Promise<CallResult<R>>;
  organization(options?: { name?: string }): Promise<TestOrganization>;
  background: Background;
  close(): Promise<void>;
};

let counter = 0;

const PASSWORD = 'correct horse';
/** Of the password, with the least work that Argon2 can do: tests make hundreds of people. */
const PASSWORD_HASH =
  '$argon2id$v=19$m=8,t=1,p=1$mf4g/7oD6tXHfpkyracu7A$BlePAyfNFJLffrx47odFXVUOByJxHvbH9obdEtQXWAo';

/** An address of one's own: too many sign-ins from one are refused. */
const addressOf = (person: number) => `10.${person >> 16}.${(person >> 8) & 255}.${person & 255}`;

/**
 * The real app, in process, on a real database that other test files use before and after: make
 * organizations and look at theirs alone. A test of what concerns the whole database asks for its
 * `own`. `work` also runs background jobs; `env` sets what a person sets in the environment;
 * `modules` stand for those of the platform.
 */
export async function startTestApp(
  options: {
    work?: boolean;
    database?: 'shared' | 'own';
    ai?: AiPort;
    clock?: Clock;
    env?: Record<string, string>;
    modules?: AppOptions['modules'];
  } = {},
): Promise<TestApp> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lectern-test-'));
  const config = parseConfig({
    ...options.env,
    LECTERN_DATA: dataDir,
    LECTERN_LOG: 'silent',
    LECTERN_FETCH_PRIVATE: 'yes',
  });
  const isOwn = options.database === 'own';
  const database = isOwn ? await ownDatabase() : await sharedDatabase();
  const platform = await startPlatform(config, {
    webRoot: null,
    checkResponses: true,
    modules: options.modules,
    work: options.work ?? false,
    ai: options.ai,
    clock: options.clock,
    database,
    publicUrl: () => 'http://localhost:3000',
  });
  const { deps, app } = platform;

  async function request<R extends RouteContract>(
    contract: R,
    input: CallInput<R>,
    { cookie, remoteAddress }: { cookie?: string; remoteAddress?: string } = {},
  ): Promise<CallResult<R>> {
    const response = await app.server.inject({
      ...(remoteAddress === undefined ? {} : { remoteAddress }),
      method: contract.method,
      url: urlOf(contract, input.params, input.query),
      headers: { ...(cookie ? { cookie } : {}), ...input.headers },
      ...(input.body === undefined ? {} : { payload: input.body as object }),
    });
    const body = response.body === '' ? null : response.json();
    return { status: response.statusCode, body, problem: body, headers: response.headers };
  }

  async function signedIn(
    email: string,
    organizationId: string,
    role: MemberRole,
    name: string,
  ): Promise<TestPerson> {
    const { signIn } = await import('../../contracts/identity.ts');
    const answer = await request(
      signIn,
      { body: { email, password: PASSWORD } },
      { remoteAddress: addressOf(counter) },
    );
    if (answer.status !== 200) throw new Error(`Sign-in failed: ${JSON.stringify(answer.problem)}`);
    const setCookie = answer.headers['set-cookie'];
    const cookie = [setCookie]
      .flat()
      .map((line) => String(line).split(';')[0])
      .join('; ');
    const { user } = answer.body;
    return {
      userId: user.id,
      name,
      email,
      cookie,
      tenant: { organizationId, userId: user.id, role },
      call: (contract, input = {}) => request(contract, input, { cookie }),
    };
  }

  async function addPerson(organizationId: string, role: MemberRole): Promise<TestPerson> {
    counter += 1;
    const name = `Person ${counter}`;
    const email = `person-${counter}@example.com`;
    const { insertUser } = await import('../modules/identity/repo.ts');
    const { insertMembership } = await import('../modules/tenancy/index.ts');
    const userId = await insertUser(deps.database.kysely, {
      name,
      email,
      passwordHash: PASSWORD_HASH,
    });
    if (!userId) throw new Error('The address of a test person is taken.');
    await withTenant(deps.database, { organizationId, userId: null, role: 'system' }, (trx) =>
      insertMembership(trx, { organizationId, userId, role }),
    );
    return signedIn(email, organizationId, role, name);
  }

  return {
    platform,
    deps,
    database: deps.database,
    anonymous: (contract, input = {}) => request(contract, input),
    background: createBackground(deps.database, deps.queue),
    async organization({ name = `Organization ${counter + 1}` } = {}) {
      const id = newId();
      const system: TenantContext = { organizationId: id, userId: null, role: 'system' };
      const { insertOrganization } = await import('../modules/identity/repo.ts');
      await withTenant(deps.database, system, (trx) =>
        insertOrganization(trx, { id, name, isDemo: false }),
      );
      return {
        id,
        name,
        system,
        admin: await addPerson(id, 'admin'),
        instructor: await addPerson(id, 'instructor'),
        learner: await addPerson(id, 'learner'),
        join: (role) => addPerson(id, role),
      };
    },
    async close() {
      await platform.close();
      if (isOwn) await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
