import type pg from 'pg';

/**
 * The database described by its own catalog: the one source for the schema snapshot, the
 * TypeScript types, the ERD and data dictionary, and the tests that walk every table.
 * Monthly partitions are left out: which of them exist depends on the date.
 */

export type Column = {
  name: string;
  type: string;
  nullable: boolean;
  hasDefault: boolean;
  defaultSql: string | null;
  generated: boolean;
  comment: string | null;
};

export type Constraint = {
  name: string;
  kind: 'p' | 'f' | 'u' | 'c' | 'x';
  definition: string;
  columns: string[];
  references: string | null;
};

export type Table = {
  name: string;
  kind: 'table' | 'partitioned' | 'view';
  comment: string | null;
  rowSecurity: boolean;
  forcedRowSecurity: boolean;
  columns: Column[];
  constraints: Constraint[];
  indexes: { name: string; definition: string }[];
  policies: { name: string; definition: string }[];
  triggers: string[];
  grants: string[];
  viewSql: string | null;
};

export type Catalog = {
  tables: Table[];
  enums: { name: string; values: string[] }[];
  functions: { name: string; definition: string }[];
  extensions: string[];
};

type Client = Pick<pg.Pool, 'query'>;

const TABLES = `
select
  c.oid, c.relname as name, c.relkind as relkind, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
  obj_description(c.oid, 'pg_class') as comment,
  case when c.relkind = 'v' then pg_get_viewdef(c.oid, true) end as view_sql
from pg_class c
where c.relnamespace = 'public'::regnamespace
  and c.relkind in ('r', 'p', 'v')
  and not c.relispartition
  and c.relname not like 'schema_migrations%'
order by c.relname`;

const COLUMNS = `
select
  a.attrelid as oid, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
  not a.attnotnull as nullable, a.atthasdef as has_default, a.attgenerated <> '' as generated,
  pg_get_expr(d.adbin, d.adrelid) as default_sql, col_description(a.attrelid, a.attnum) as comment
from pg_attribute a
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attnum > 0 and not a.attisdropped
order by a.attrelid, a.attnum`;

const CONSTRAINTS = `
select
  k.conrelid as oid, k.conname as name, k.contype as kind, pg_get_constraintdef(k.oid) as definition,
  nullif(k.confrelid, 0)::regclass::text as references,
  array(
    select a.attname::text from unnest(k.conkey) with ordinality as u (attnum, n)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum order by u.n
  ) as columns
from pg_constraint k
where k.contype in ('p', 'f', 'u', 'c', 'x')
order by k.conname`;

const INDEXES = `
select i.indrelid as oid, c.relname as name, pg_get_indexdef(i.indexrelid) as definition
from pg_index i join pg_class c on c.oid = i.indexrelid
order by c.relname`;

const POLICIES = `
select
  p.polrelid as oid, p.polname as name,
  format('%s for %s using (%s) with check (%s)',
    case when p.polpermissive then 'permissive' else 'restrictive' end, p.polcmd,
    pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) as definition
from pg_policy p order by p.polname`;

const TRIGGERS = `
select t.tgrelid as oid, pg_get_triggerdef(t.oid) as definition
from pg_trigger t where not t.tgisinternal order by t.tgname`;

const GRANTS = `
select c.oid, string_agg(distinct a.privilege_type, ', ' order by a.privilege_type) as privileges
from pg_class c, aclexplode(c.relacl) a
where a.grantee = 'lectern_app'::regrole
group by c.oid`;

const ENUMS = `
select t.typname as name, array_agg(e.enumlabel::text order by e.enumsortorder) as values
from pg_type t join pg_enum e on e.enumtypid = t.oid
where t.typnamespace = 'public'::regnamespace
group by t.typname order by t.typname`;

const FUNCTIONS = `
select p.proname as name, pg_get_functiondef(p.oid) as definition
from pg_proc p
where p.pronamespace = 'public'::regnamespace
  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
order by p.proname`;

const KINDS = { r: 'table', p: 'partitioned', v: 'view' } as const;

type Row = { oid: number } & Record<string, unknown>;

/** Reads the public schema. Lists are ordered by name, so equal schemas give equal catalogs. */
export async function readCatalog(client: Client): Promise<Catalog> {
  const query = async (sql: string) => (await client.query(sql)).rows as Row[];
  const [tables, columns, constraints, indexes, policies, triggers, grants] = [
    await query(TABLES),
    await query(COLUMNS),
    await query(CONSTRAINTS),
    await query(INDEXES),
    await query(POLICIES),
    await query(TRIGGERS),
    await query(GRANTS),
  ];
  const of = (rows: Row[], oid: number) => rows.filter((row) => row.oid === oid);
  const extensions = await client.query('select extname from pg_extension order by extname');
  const enums = await client.query(ENUMS);
  const functions = await client.query(FUNCTIONS);
  return {
    extensions: extensions.rows.map((row) => String(row.extname)),
    enums: enums.rows,
    functions: functions.rows,
    tables: tables.map((table) => ({
      name: String(table.name),
      kind: KINDS[table.relkind as keyof typeof KINDS],
      comment: table.comment as string | null,
      rowSecurity: Boolean(table.rls),
      forcedRowSecurity: Boolean(table.forced),
      columns: of(columns, table.oid).map((column) => ({
        name: String(column.name),
        type: String(column.type),
        nullable: Boolean(column.nullable),
        hasDefault: Boolean(column.has_default),
        defaultSql: column.default_sql as string | null,
        generated: Boolean(column.generated),
        comment: column.comment as string | null,
      })),
      constraints: of(constraints, table.oid).map((constraint) => ({
        name: String(constraint.name),
        kind: constraint.kind as Constraint['kind'],
        definition: String(constraint.definition),
        columns: constraint.columns as string[],
        references: constraint.references as string | null,
      })),
      indexes: of(indexes, table.oid).map((index) => ({
        name: String(index.name),
        definition: String(index.definition),
      })),
      policies: of(policies, table.oid).map((policy) => ({
        name: String(policy.name),
        definition: String(policy.definition),
      })),
      triggers: of(triggers, table.oid).map((trigger) => String(trigger.definition)),
      grants: of(grants, table.oid).map((grant) => String(grant.privileges)),
      viewSql: table.view_sql as string | null,
    })),
  };
}

/** A tenant table is one that has `organization_id`. */
export function isTenantTable(table: Table): boolean {
  return table.kind !== 'view' && table.columns.some((column) => column.name === 'organization_id');
}

/** The catalog as text, a stable snapshot for people and for comparison. */
export function renderSchema(catalog: Catalog): string {
  const lines = ['-- Generated by `npm run generate` from the migrated database. Do not edit.', ''];
  lines.push(
    `-- extensions: ${catalog.extensions.filter((name) => name !== 'plpgsql').join(', ')}`,
    '',
  );
  for (const { name, values } of catalog.enums) {
    lines.push(`create type ${name} as enum (${values.map((value) => `'${value}'`).join(', ')});`);
  }
  lines.push('');
  for (const table of catalog.tables) {
    if (table.kind === 'view') {
      lines.push(`create view ${table.name} as`, (table.viewSql ?? '').trimEnd(), '');
      continue;
    }
    const parts = [
      ...table.columns.map((column) => {
        const fallback = column.defaultSql
          ? column.generated
            ? ` generated always as (${column.defaultSql}) stored`
            : ` default ${column.defaultSql}`
          : '';
        return `  ${column.name} ${column.type}${column.nullable ? '' : ' not null'}${fallback}`;
      }),
      ...table.constraints.map(({ name, definition }) => `  constraint ${name} ${definition}`),
    ];
    lines.push(`create table ${table.name} (`, parts.join(',\n'), ');');
    const rls = `${table.rowSecurity ? 'on' : 'off'}${table.forcedRowSecurity ? ', forced' : ''}`;
    lines.push(`-- row security: ${rls}; lectern_app may: ${table.grants.join('') || 'nothing'}`);
    for (const policy of table.policies)
      lines.push(`-- policy ${policy.name}: ${policy.definition}`);
    for (const index of table.indexes) lines.push(`${index.definition};`);
    for (const trigger of table.triggers) lines.push(`${trigger};`);
    lines.push('');
  }
  for (const { definition } of catalog.functions) lines.push(`${definition.trimEnd()};`, '');
  return `${lines.join('\n').trimEnd()}\n`;
}
