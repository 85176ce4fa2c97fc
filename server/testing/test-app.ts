import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
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
import { type Config, parseConfig } from '../config.ts';
import type { Database } from '../db/database.ts';
import { type TenantContext, withTenant } from '../db/tenant.ts';
import type { Deps } from '../deps.ts';
import { newId } from '../ids.ts';
import { type Platform, startPlatform } from '../platform.ts';
import type { AiPort } from '../ports/ai/index.ts';
import type { Clock } from '../ports/clock.ts';
import { type Background, createBackground } from './background.ts';

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

/** A database of the running suite: a fresh copy of a migrated one, embedded or on PostgreSQL. */
async function testConfig(dataDir: string, env: Record<string, string>): Promise<Config> {
  const base = parseConfig({
    ...env,
    LECTERN_DATA: dataDir,
    LECTERN_LOG: 'silent',
    LECTERN_FETCH_PRIVATE: 'yes',
  });
  const source = inject('database');
  if (source.kind === 'embedded') {
    return { ...base, database: { ...base.database, dataDir: null, loadDump: source.dump } };
  }
  const { createFromTemplate } = await import('./postgres-template.ts');
  return {
    ...base,
    database: { ...base.database, url: await createFromTemplate(source.adminUrl, source.template) },
  };
}

let counter = 0;

/**
 * The real app, in process, on a real database that belongs to this test file. `work` also runs
 * background jobs; `env` sets what a person sets in the environment.
 */
export async function startTestApp(
  options: { work?: boolean; ai?: AiPort; clock?: Clock; env?: Record<string, string> } = {},
): Promise<TestApp> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lectern-test-'));
  const config = await testConfig(dataDir, options.env ?? {});
  const platform = await startPlatform(config, {
    webRoot: null,
    checkResponses: true,
    work: options.work ?? false,
    ai: options.ai,
    clock: options.clock,
    publicUrl: () => 'http://localhost:3000',
  });
  const { deps, app } = platform;

  async function request<R extends RouteContract>(
    contract: R,
    input: CallInput<R>,
    cookie?: string,
  ): Promise<CallResult<R>> {
    const response = await app.server.inject({
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
    const answer = await request(signIn, { body: { email, password: 'correct horse' } });
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
      call: (contract, input = {}) => request(contract, input, cookie),
    };
  }

  /** Password hashing takes a while, and tests make many people: one hash serves them all. */
  let passwordHash: Promise<string> | undefined;

  async function addPerson(organizationId: string, role: MemberRole): Promise<TestPerson> {
    counter += 1;
    const name = `Person ${counter}`;
    const email = `person-${counter}@example.com`;
    const { hashPassword } = await import('../modules/identity/auth.ts');
    const { insertUser } = await import('../modules/identity/repo.ts');
    const { insertMembership } = await import('../modules/tenancy/index.ts');
    passwordHash ??= hashPassword('correct horse');
    const userId = await insertUser(deps.database.kysely, {
      name,
      email,
      passwordHash: await passwordHash,
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
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
