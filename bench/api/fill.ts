import { sql } from 'kysely';
import type { Database } from '../../server/db/database.ts';
import { type TenantContext, withTenant } from '../../server/db/tenant.ts';
import { newId } from '../../server/ids.ts';

const SLICE = 50_000;
const DAYS = 28;

/** Members who study, without accounts to sign in by. */
export async function addLearners(
  database: Database,
  tenant: TenantContext,
  count: number,
): Promise<void> {
  const ids = Array.from({ length: count }, newId);
  await database.kysely
    .insertInto('users')
    .expression((eb) =>
      eb
        .selectFrom(sql<{ id: string }>`unnest(${ids}::uuid[])`.as<'u'>(sql`u(id)`))
        .select([sql<string>`u.id`.as('id'), sql<string>`'Learner'`.as('name')])
        .select(sql<string>`u.id || '@example.org'`.as('email')),
    )
    .columns(['id', 'name', 'email'])
    .execute();
  await withTenant(database, tenant, async (trx) => {
    await sql`insert into memberships (organization_id, user_id, role)
      select ${tenant.organizationId}, u, 'learner' from unnest(${ids}::uuid[]) u`.execute(trx);
    await sql`insert into learners (organization_id, user_id)
      select ${tenant.organizationId}, u from unnest(${ids}::uuid[]) u`.execute(trx);
  });
}

/** Answers of the last four weeks, spread evenly over learners and items. */
export async function addInteractions(
  database: Database,
  tenant: TenantContext,
  count: number,
): Promise<void> {
  await sql`select ensure_partitions((now() - make_interval(days => ${DAYS}))::date, now()::date)`.execute(
    database.kysely,
  );
  for (let from = 0; from < count; from += SLICE) {
    await withTenant(database, tenant, (trx) =>
      sql`
        with learner as (select user_id, row_number() over (order by user_id) - 1 as n from learners),
          item as (select id, row_number() over (order by id) - 1 as n from items)
        insert into interactions (organization_id, id, created_at, user_id, item_id, item_version, kind, is_correct, score, response_ms)
        select ${tenant.organizationId}, gen_random_uuid(), now() - make_interval(secs => (g % ${DAYS * 86_400})),
          learner.user_id, item.id, 1, 'answer', g % 4 > 0, case when g % 4 > 0 then 1 else 0 end, 9000
        from generate_series(${from}::int, ${Math.min(count, from + SLICE) - 1}::int) g
        join learner on learner.n = g % (select count(*) from learner)
        join item on item.n = (g * 7919::bigint) % (select count(*) from item)`.execute(trx),
    );
  }
}
