import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_ROWS, type SampleIds, sampleIds } from '../testing/tenant-rows.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../testing/test-app.ts';
import { type Catalog, isTenantTable, readCatalog, type Table } from './catalog.ts';
import { type TenantContext, type TenantTransaction, withTenant } from './tenant.ts';

let app: TestApp;
let catalog: Catalog;
let ours: TestOrganization;
let theirs: TestOrganization;
let theirIds: SampleIds;

const tables = (): Table[] => catalog.tables.filter(isTenantTable);
const quoted = (name: string) => sql.ref(name);

async function fill(organization: TestOrganization): Promise<SampleIds> {
  const ids = sampleIds(
    organization.id,
    organization.learner.userId,
    organization.instructor.userId,
  );
  await withTenant(app.database, organization.system, async (trx) => {
    for (const [table, rows] of Object.entries(SAMPLE_ROWS)) {
      for (const row of rows(ids)) {
        await trx
          .insertInto(table as never)
          .values({ organization_id: organization.id, ...row } as never)
          .execute();
      }
    }
  });
  return ids;
}

/** Runs in a transaction that is rolled back; the message of the error, or null where none came. */
async function attempt(
  tenant: TenantContext,
  work: (trx: TenantTransaction) => Promise<unknown>,
): Promise<string | null> {
  class Undo extends Error {}
  let failure: string | null = null;
  await withTenant(app.database, tenant, async (trx) => {
    try {
      await work(trx);
    } catch (error) {
      failure = (error as Error).message;
    }
    throw new Undo();
  }).catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  return failure;
}

beforeAll(async () => {
  app = await startTestApp();
  catalog = await readCatalog(app.database.pool);
  ours = await app.organization({ name: 'Ours' });
  theirs = await app.organization({ name: 'Theirs' });
  await fill(ours);
  theirIds = await fill(theirs);
});
afterAll(() => app.close());

describe('every tenant table', () => {
  it('has sample rows in both organizations, so that nothing below holds for want of rows', async () => {
    expect(Object.keys(SAMPLE_ROWS).sort()).toEqual(
      tables()
        .map((table) => table.name)
        .sort(),
    );
    for (const organization of [ours, theirs]) {
      await withTenant(app.database, organization.system, async (trx) => {
        for (const { name } of tables()) {
          const { rows } = await sql<{
            count: number;
          }>`select count(*)::int as count from ${quoted(name)}`.execute(trx);
          expect(rows[0]?.count, name).toBeGreaterThan(0);
        }
      });
    }
  });

  it('forces row security with a policy for its organization', () => {
    for (const table of tables()) {
      expect(table.forcedRowSecurity && table.rowSecurity, table.name).toBe(true);
      const isolation = table.policies.find((policy) => policy.name === 'tenant_isolation');
      expect(isolation?.definition, table.name).toContain(
        "current_setting('app.organization_id'::text, true)",
      );
    }
  });

  it('begins its primary key, unique keys and links to tenant tables with the organization', () => {
    const tenant = new Set(tables().map((table) => table.name));
    for (const table of tables()) {
      expect(
        table.constraints.some((constraint) => constraint.kind === 'p'),
        table.name,
      ).toBe(true);
      for (const constraint of table.constraints) {
        const linksTenants =
          constraint.kind === 'f' &&
          constraint.references !== null &&
          tenant.has(constraint.references);
        if (constraint.kind === 'p' || constraint.kind === 'u' || linksTenants) {
          expect(constraint.columns[0], `${table.name}.${constraint.name}`).toBe('organization_id');
        }
      }
    }
  });

  it('is not referred to by a global table', () => {
    const tenant = new Set(tables().map((table) => table.name));
    for (const table of catalog.tables.filter((candidate) => !isTenantTable(candidate))) {
      for (const constraint of table.constraints) {
        expect(
          constraint.references !== null && tenant.has(constraint.references),
          `${table.name}.${constraint.name}`,
        ).toBe(false);
      }
    }
  });

  it('shows no row of another organization', async () => {
    for (const { name } of tables()) {
      await withTenant(app.database, ours.admin.tenant, async (trx) => {
        const { rows } = await sql<{ organization_id: string }>`
          select distinct organization_id from ${quoted(name)}
        `.execute(trx);
        expect(
          rows.map((row) => row.organization_id).filter((id) => id !== ours.id),
          name,
        ).toEqual([]);
      });
    }
  });

  it('takes no row for another organization', async () => {
    for (const table of tables()) {
      const columns = table.columns
        .filter((column) => !column.generated)
        .map((column) => column.name);
      const list = sql.join(columns.map((column) => sql.ref(column)));
      const { rows } = await withTenant(app.database, theirs.system, (trx) =>
        sql<Record<string, unknown>>`select ${list} from ${quoted(table.name)} limit 1`.execute(
          trx,
        ),
      );
      const row = rows[0] ?? {};
      const values = sql.join(
        columns.map((column) => {
          const value = row[column];
          const json =
            table.columns.find((candidate) => candidate.name === column)?.type === 'jsonb';
          return sql`${json && value !== null ? JSON.stringify(value) : value}`;
        }),
      );
      const failure = await attempt(ours.admin.tenant, (trx) =>
        sql`insert into ${quoted(table.name)} (${list}) values (${values})`.execute(trx),
      );
      expect(failure, table.name).toMatch(/row-level security|permission denied/);
    }
  });

  it('lets nobody change or delete a row of another organization', async () => {
    for (const table of tables()) {
      for (const statement of [
        sql`update ${quoted(table.name)} set organization_id = organization_id where organization_id = ${theirs.id}`,
        sql`delete from ${quoted(table.name)} where organization_id = ${theirs.id}`,
      ]) {
        let changed = 0n;
        const failure = await attempt(ours.admin.tenant, async (trx) => {
          changed = (await statement.execute(trx)).numAffectedRows ?? 0n;
        });
        expect(failure ?? '', table.name).toMatch(/^$|permission denied/);
        expect(changed, table.name).toBe(0n);
      }
    }
  });

  it('refuses a link to a row of another organization, also for the platform itself', async () => {
    const tenant = new Set(tables().map((table) => table.name));
    let tried = 0;
    for (const table of tables()) {
      for (const constraint of table.constraints) {
        if (
          constraint.kind !== 'f' ||
          constraint.references === null ||
          !tenant.has(constraint.references)
        )
          continue;
        const links = constraint.columns.filter((column) => column !== 'organization_id');
        const theirRow = await withTenant(app.database, theirs.system, (trx) =>
          sql<
            Record<string, unknown>
          >`select ${sql.join(links.map((link) => sql.ref(link)))} from ${quoted(table.name)} limit 1`.execute(
            trx,
          ),
        );
        // Kinds and versions are the same everywhere; what names a row is an id.
        const ids = links.filter((link) => /_id$/.test(link) && link !== 'user_id');
        if (ids.length === 0 || !table.grants.join('').includes('UPDATE')) continue;
        const sets = sql.join(ids.map((id) => sql`${sql.ref(id)} = ${theirRow.rows[0]?.[id]}`));
        const failure = await attempt(ours.system, (trx) =>
          sql`update ${quoted(table.name)} set ${sets} where organization_id = ${ours.id}`.execute(
            trx,
          ),
        );
        expect(failure, `${table.name}.${constraint.name}`).toMatch(
          /foreign key|duplicate key|violates check/,
        );
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(20);
  });

  it('with a learner shows them their own private rows alone', async () => {
    const stranger = await ours.join('learner');
    const privateTables = tables().filter((table) =>
      table.policies.some((policy) => policy.name === 'own_rows'),
    );
    expect(privateTables.map((table) => table.name)).toEqual(
      expect.arrayContaining([
        'learners',
        'learning_sessions',
        'interactions',
        'mastery',
        'flashcard_states',
        'flashcard_reviews',
        'user_feedback',
        'item_exposures',
        'analytics_events',
      ]),
    );
    for (const { name } of privateTables) {
      const seenBy = (tenant: TenantContext) =>
        withTenant(app.database, tenant, async (trx) => {
          const { rows } = await sql<{
            user_id: string;
          }>`select user_id from ${quoted(name)}`.execute(trx);
          return rows.map((row) => row.user_id).filter((id) => id !== stranger.userId);
        });
      expect(await seenBy(stranger.tenant), name).toEqual([]);
      expect(
        (await seenBy(ours.learner.tenant)).every((id) => id === ours.learner.userId),
        name,
      ).toBe(true);
      expect(await seenBy(ours.instructor.tenant), name).toContain(ours.learner.userId);
    }
  });

  it('that carries a user has that user as the key of its private rows', () => {
    for (const table of tables()) {
      if (!table.columns.some((column) => column.name === 'user_id')) continue;
      const open = ['memberships', 'system_settings', 'ai_usage_logs', 'audit_logs'];
      const guarded = table.policies.some((policy) => policy.name === 'own_rows');
      expect(
        guarded || open.includes(table.name),
        `${table.name} has user_id but no own_rows policy`,
      ).toBe(true);
    }
  });
});

describe('the catalog', () => {
  it('explains every table and column', () => {
    for (const table of catalog.tables) {
      expect(table.comment, table.name).toBeTruthy();
      if (table.kind === 'view') continue;
      for (const column of table.columns)
        expect(column.comment, `${table.name}.${column.name}`).toBeTruthy();
    }
  });

  it('has a trigger for every updated_at', () => {
    for (const table of catalog.tables) {
      if (table.kind === 'view' || !table.columns.some((column) => column.name === 'updated_at'))
        continue;
      if (table.name.startsWith('auth_')) continue;
      expect(
        table.triggers.some((trigger) => trigger.includes('touch_updated_at')),
        table.name,
      ).toBe(true);
    }
  });

  it('indexes every link to a tenant table from its own side', () => {
    for (const table of tables()) {
      for (const constraint of table.constraints) {
        if (constraint.kind !== 'f' || constraint.columns.length < 2) continue;
        const link =
          constraint.columns.find((column) => column !== 'organization_id' && column !== 'type') ??
          '';
        const led = table.indexes.some(({ definition }) => {
          const columns = /\(([^)]*)\)/.exec(definition)?.[1]?.split(', ') ?? [];
          // A column of few values, such as the kind of an edge, may stand before the link.
          return columns.slice(0, 3).includes(link);
        });
        expect(led, `${table.name}: no index leads with ${link}`).toBe(true);
      }
    }
  });

  it('keeps audit rows from being changed, and from eyes that are not an administrator’s', async () => {
    for (const verb of ['update audit_logs set action = $$x$$', 'delete from audit_logs']) {
      expect(await attempt(ours.admin.tenant, (trx) => sql.raw(verb).execute(trx))).toMatch(
        /permission denied/,
      );
    }
    const { rows } = await withTenant(app.database, ours.instructor.tenant, (trx) =>
      sql`select id from audit_logs`.execute(trx),
    );
    expect(rows).toEqual([]);
  });

  it('refuses a prerequisite that closes a cycle', async () => {
    const failure = await attempt(theirs.system, (trx) =>
      trx
        .insertInto('concept_edges')
        .values({
          organization_id: theirs.id,
          from_concept_id: theirIds.otherConcept,
          to_concept_id: theirIds.concept,
          kind: 'prerequisite',
          weight: 1,
        })
        .execute(),
    );
    expect(failure).toMatch(/close a cycle/);
  });

  it('keeps a row whose month has no partition, and files it when the partition is made', async () => {
    const at = new Date('2021-03-05T12:00:00Z');
    await withTenant(app.database, ours.system, (trx) =>
      trx
        .insertInto('analytics_events')
        .values({
          organization_id: ours.id,
          id: ours.admin.userId,
          created_at: at,
          event_type: 'late_row',
        })
        .execute(),
    );
    await app.database.pool.query("select ensure_partitions('2021-03-01', '2021-03-31')");
    const { rows } = await withTenant(app.database, ours.system, (trx) =>
      sql<{
        place: string;
      }>`select tableoid::regclass::text as place from analytics_events where created_at = ${at}`.execute(
        trx,
      ),
    );
    expect(rows.map((row) => row.place)).toEqual(['analytics_events_2021_03']);
  });
});
