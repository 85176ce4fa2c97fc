import { sql } from 'kysely';
import type { CourseState } from '../../../../contracts/courses.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

export type CourseKey = { organizationId: string; courseId: string };

const COLUMNS = [
  'courses.id',
  'courses.owner_id',
  'courses.title',
  'courses.description',
  'courses.difficulty',
  'courses.estimated_minutes',
  'courses.language',
  'courses.category',
  'courses.tags',
  'courses.objectives',
  'courses.thumbnail_file_id',
  'courses.is_featured',
  'courses.max_students',
  'courses.enrolment',
  'courses.required_percent',
  'courses.has_certificate',
  'courses.published_version',
  'courses.published_at',
  'courses.draft_changed_at',
  'courses.revision',
  'courses.search_config',
  'courses.deleted_at',
] as const;

const baseQuery = (trx: TenantTransaction) => trx.selectFrom('courses').select(COLUMNS);
export type CourseRow = Awaited<
  ReturnType<ReturnType<typeof baseQuery>['executeTakeFirstOrThrow']>
>;

/** The draft of a course; undefined where there is none, or it is deleted. */
export async function selectOptionalCourse(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
  { deleted = false, lock = false }: { deleted?: boolean; lock?: boolean } = {},
): Promise<CourseRow | undefined> {
  return baseQuery(trx)
    .where('organization_id', '=', organizationId)
    .where('id', '=', courseId)
    .where('deleted_at', deleted ? 'is not' : 'is', null)
    .$if(lock, (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
}

/** Name of a member; empty for one who has left. */
export async function selectOwnerName(trx: TenantTransaction, userId: string): Promise<string> {
  const row = await trx
    .selectFrom('users')
    .select('name')
    .where('id', '=', userId)
    .executeTakeFirst();
  return row?.name ?? '';
}

export type CourseColumns = {
  title: string;
  description?: string | undefined;
  difficulty?: CourseRow['difficulty'] | undefined;
  estimated_minutes?: number | null | undefined;
  language?: string | undefined;
  search_config?: string | undefined;
  category?: string | null | undefined;
  tags?: string[] | undefined;
  objectives?: string[] | undefined;
  thumbnail_file_id?: string | null | undefined;
  is_featured?: boolean | undefined;
  max_students?: number | null | undefined;
  enrolment?: CourseRow['enrolment'] | undefined;
  required_percent?: number | undefined;
  has_certificate?: boolean | undefined;
  owner_id?: string | undefined;
};

export async function insertCourseRow(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
  columns: CourseColumns & { owner_id: string },
): Promise<void> {
  await trx
    .insertInto('courses')
    .values({ organization_id: organizationId, id: courseId, ...columns })
    .execute();
}

/**
 * Writes columns of the draft; a new revision. `clock_timestamp()`, since a transaction that waited
 * for a publication has an earlier `now()`, and its change is not in what was published.
 */
export async function updateCourseRow(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
  columns: Partial<CourseColumns>,
): Promise<void> {
  await trx
    .updateTable('courses')
    .set({
      ...columns,
      revision: sql<number>`revision + 1`,
      draft_changed_at: sql<Date>`clock_timestamp()`,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', courseId)
    .execute();
}

/** Says that something in the draft is other now; for edits with a revision of their own. */
export async function touchDraft(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
): Promise<void> {
  await trx
    .updateTable('courses')
    .set({ draft_changed_at: sql<Date>`clock_timestamp()` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', courseId)
    .execute();
}

export async function setCourseDeleted(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
  at: Date | null,
): Promise<void> {
  await trx
    .updateTable('courses')
    .set({ deleted_at: at })
    .where('organization_id', '=', organizationId)
    .where('id', '=', courseId)
    .execute();
}

export type CourseListRow = CourseRow & {
  owner_name: string;
  module_count: number;
  lesson_count: number;
  minutes: number;
  draft_changed_exact: string;
};

export type CourseFilter = {
  organizationId: string;
  ownerId: string | null;
  q: string | undefined;
  state: CourseState | undefined;
  deleted: boolean;
  before: { changedAt: string; id: string } | null;
  limit: number;
};

const STATES: Record<CourseState, ReturnType<typeof sql>> = {
  draft: sql`c.published_version is null`,
  published: sql`c.published_version is not null and c.draft_changed_at <= c.published_at`,
  changed: sql`c.published_version is not null and c.draft_changed_at > c.published_at`,
};

/** A page of courses with their counts, by the index courses_newest (or courses_owner). */
export async function listCourseRows(
  trx: TenantTransaction,
  filter: CourseFilter,
): Promise<CourseListRow[]> {
  const conditions = [
    sql`c.organization_id = ${filter.organizationId}`,
    filter.deleted ? sql`c.deleted_at is not null` : sql`c.deleted_at is null`,
  ];
  if (filter.ownerId !== null) conditions.push(sql`c.owner_id = ${filter.ownerId}`);
  if (filter.q) conditions.push(sql`c.title ilike ${`%${filter.q.replace(/[%_\\]/g, '\\$&')}%`}`);
  if (filter.state) conditions.push(sql`${STATES[filter.state]}`);
  if (filter.before) {
    conditions.push(
      sql`(c.draft_changed_at, c.id) < (${filter.before.changedAt}::timestamptz, ${filter.before.id}::uuid)`,
    );
  }
  const { rows } = await sql<CourseListRow>`
    select
      ${sql.join(COLUMNS.map((column) => sql.ref(column.replace('courses.', 'c.'))))},
      c.draft_changed_at::text as draft_changed_exact,
      coalesce(u.name, '') as owner_name,
      m.count as module_count,
      l.count as lesson_count,
      coalesce(c.estimated_minutes, l.minutes, 0)::int as minutes
    from courses c
    left join users u on u.id = c.owner_id
    cross join lateral (
      select count(*)::int as count from course_modules
      where organization_id = c.organization_id and course_id = c.id and deleted_at is null
    ) m
    cross join lateral (
      select count(*)::int as count, sum(coalesce(estimated_minutes, reckoned_minutes)) as minutes
      from lessons
      where organization_id = c.organization_id and course_id = c.id and deleted_at is null
    ) l
    where ${sql.join(conditions, sql` and `)}
    order by c.draft_changed_at desc, c.id desc
    limit ${filter.limit}`.execute(trx);
  return rows;
}
