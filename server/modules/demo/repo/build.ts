import { sql } from 'kysely';
import type { Queryable, TenantTransaction } from '../../../db/tenant.ts';
import { newId } from '../../../ids.ts';

const STATE_KEY = 'demo.state';
const COURSES_KEY = 'demo.courses';

async function selectSetting(
  trx: TenantTransaction,
  organizationId: string,
  key: string,
): Promise<unknown> {
  const row = await trx
    .selectFrom('system_settings')
    .select('value')
    .where('organization_id', '=', organizationId)
    .where('scope', '=', 'organization')
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.value ?? null;
}

/** What the builder last said of itself: `ready`, or why it failed; null while it works. */
export const selectDemoState = (trx: TenantTransaction, organizationId: string) =>
  selectSetting(trx, organizationId, STATE_KEY);

/** Whether the courses are all there, with what their learners have done in them. */
export const hasCourses = async (trx: TenantTransaction, organizationId: string) =>
  (await selectSetting(trx, organizationId, COURSES_KEY)) === true;

export const markCourses = (trx: TenantTransaction, organizationId: string) =>
  upsertSetting(trx, organizationId, COURSES_KEY, true);

export const upsertDemoState = (trx: TenantTransaction, organizationId: string, state: unknown) =>
  upsertSetting(trx, organizationId, STATE_KEY, state);

export async function upsertSetting(
  trx: TenantTransaction,
  organizationId: string,
  key: string,
  setting: unknown,
): Promise<void> {
  const value = JSON.stringify(setting);
  await trx
    .insertInto('system_settings')
    .values({ organization_id: organizationId, id: newId(), scope: 'organization', key, value })
    .onConflict((conflict) =>
      conflict.constraint('system_settings_one_value').doUpdateSet({ value }),
    )
    .execute();
}

/** Mean progress of the jobs there are, by their status alone. */
export async function listJobStates(trx: TenantTransaction, organizationId: string) {
  return trx
    .selectFrom('ingestion_jobs')
    .select(['status', 'stage', 'progress_done', 'progress_total', 'source', 'error_message'])
    .where('organization_id', '=', organizationId)
    .limit(100)
    .execute();
}

export async function updateMaterialFacts(
  trx: TenantTransaction,
  key: { organizationId: string; sourceName: string },
  facts: {
    title: string;
    subject: string;
    level: 'beginner' | 'intermediate' | 'advanced';
    tags: readonly string[];
    description: string;
  },
): Promise<void> {
  await trx
    .updateTable('materials')
    .set({ ...facts, tags: [...facts.tags] })
    .where('organization_id', '=', key.organizationId)
    .where('source_name', '=', key.sourceName)
    .execute();
}

export async function listMaterialIds(trx: TenantTransaction, organizationId: string) {
  return trx
    .selectFrom('materials')
    .select(['id', 'subject'])
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null)
    .execute();
}

export async function countSessions(
  trx: TenantTransaction,
  organizationId: string,
): Promise<number> {
  const { count } = await trx
    .selectFrom('learning_sessions')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function updateLearner(
  trx: TenantTransaction,
  key: { organizationId: string; userId: string },
  profile: { interests: readonly string[]; goal: string },
): Promise<void> {
  await trx
    .updateTable('learners')
    .set({ profile: JSON.stringify(profile) })
    .where('organization_id', '=', key.organizationId)
    .where('user_id', '=', key.userId)
    .execute();
}

/** Makes the monthly partitions that rows from `first` to `last` go to; as owner, not as tenant. */
export async function ensurePartitions(owner: Queryable, first: Date, last: Date): Promise<void> {
  const day = (date: Date) => date.toISOString().slice(0, 10);
  await sql`select ensure_partitions(${day(first)}::date, ${day(last)}::date)`.execute(owner);
}
