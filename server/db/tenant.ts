import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  type QueryResult,
  SingleConnectionProvider,
  Transaction,
} from 'kysely';
import type pg from 'pg';
import type { MemberRole } from '../../contracts/tenancy.ts';
import type { Database } from './database.ts';
import type { DB } from './types.gen.ts';

/** Who does something, and in which organization; audit and row policies read it. */
export type TenantContext = {
  organizationId: string;
  /** Null for the platform itself. */
  userId: string | null;
  role: MemberRole | 'system';
  requestId?: string;
  ipAddress?: string;
};

/** A transaction in which only the rows of one organization exist. */
export type TenantTransaction = Transaction<DB>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ROLES = new Set(['admin', 'instructor', 'learner', 'system']);
const PLAIN = /^[A-Za-z0-9_.:-]{0,64}$/;

/** The statements that open a tenant transaction; one simple query, so one round trip. */
export function openingStatements(context: TenantContext): string {
  const { organizationId, userId, role, requestId = '', ipAddress = '' } = context;
  // These stand as literals in SQL (`SET` takes no parameters), so each is checked to the letter.
  if (!UUID.test(organizationId) || (userId !== null && !UUID.test(userId))) {
    throw new TypeError('A tenant context needs UUIDs.');
  }
  if (!ROLES.has(role) || !PLAIN.test(requestId) || !PLAIN.test(ipAddress)) {
    throw new TypeError('A tenant context needs a known role and plain request data.');
  }
  return (
    'begin; set local role lectern_app; ' +
    `set local app.organization_id = '${organizationId}'; ` +
    `set local app.user_id = '${userId ?? ''}'; ` +
    `set local app.role = '${role}'; ` +
    `set local app.request_id = '${requestId}'; ` +
    `set local app.ip_address = '${ipAddress}'`
  );
}

/** Kysely on one pooled client, for the length of a transaction. */
class ClientConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.#client.query(query.sql, [...query.parameters]);
    return {
      rows: result.rows ?? [],
      ...(result.rowCount === null ? {} : { numAffectedRows: BigInt(result.rowCount ?? 0) }),
    };
  }

  // biome-ignore lint/correctness/useYield: nothing is streamed inside a tenant transaction
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streams are not used in tenant transactions.');
  }
}

const compiler = new PostgresQueryCompiler();
const adapter = new PostgresAdapter();

function transactionOn(client: pg.PoolClient, pool: pg.Pool): TenantTransaction {
  const dialect: Dialect = new PostgresDialect({ pool });
  return new Transaction<DB>({
    config: { dialect },
    dialect,
    driver: dialect.createDriver(),
    executor: new DefaultQueryExecutor(
      compiler,
      adapter,
      new SingleConnectionProvider(new ClientConnection(client)),
    ),
  });
}

/**
 * Runs `work` in a transaction that sees and writes only the rows that `context` may.
 * Commits when it resolves; rolls back, and lets the error through, when it throws.
 */
export async function withTenant<T>(
  database: Pick<Database, 'pool'>,
  context: TenantContext,
  work: (trx: TenantTransaction) => Promise<T>,
): Promise<T> {
  const opening = openingStatements(context);
  const client = await database.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(opening);
    const result = await work(transactionOn(client, database.pool));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    // A client that cannot roll back is closed, never handed to the next request.
    client.release(broken);
  }
}

/** For code that takes either a transaction or the plain connection. */
export type Queryable = Kysely<DB> | TenantTransaction;
