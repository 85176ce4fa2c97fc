import { sql } from 'kysely';
import type { z } from 'zod';
import type { ProposalOptions, ProposalTree } from '../../../../contracts/authoring.ts';
import type { MaterialLevel } from '../../../../contracts/library.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

type Level = z.infer<typeof MaterialLevel>;
type Key = { organizationId: string; id: string };

export type NewProposal = Key & {
  title: string;
  description: string;
  level: Level;
  language: string;
  objectives: readonly string[];
  options: ProposalOptions;
  tree: ProposalTree;
  createdBy: string;
  materials: readonly { id: string; unplaced: number }[];
};

export async function insertProposal(trx: TenantTransaction, row: NewProposal): Promise<void> {
  await trx
    .insertInto('course_proposals')
    .values({
      organization_id: row.organizationId,
      id: row.id,
      title: row.title,
      description: row.description,
      level: row.level,
      language: row.language,
      objectives: [...row.objectives],
      options: JSON.stringify(row.options),
      tree: JSON.stringify(row.tree),
      created_by: row.createdBy,
    })
    .execute();
  await trx
    .insertInto('course_proposal_materials')
    .values(
      row.materials.map(({ id, unplaced }, position) => ({
        organization_id: row.organizationId,
        proposal_id: row.id,
        material_id: id,
        position,
        unplaced,
      })),
    )
    .execute();
}

const columns = [
  'id',
  'status',
  'title',
  'description',
  'level',
  'language',
  'objectives',
  'options',
  'tree',
  'course_id',
  'revision',
  'created_by',
  'created_at',
  'updated_at',
] as const;

const one = (trx: TenantTransaction, { organizationId, id }: Key) =>
  trx
    .selectFrom('course_proposals')
    .select(columns)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id);

export const selectOptionalProposal = (trx: TenantTransaction, key: Key) =>
  one(trx, key).executeTakeFirst();

export const lockOptionalProposal = (trx: TenantTransaction, key: Key) =>
  one(trx, key).forUpdate().executeTakeFirst();

export type ProposalRow = NonNullable<Awaited<ReturnType<typeof selectOptionalProposal>>>;

/** Its materials in their order, also those that were put away since. */
export async function listProposalMaterials(trx: TenantTransaction, { organizationId, id }: Key) {
  return trx
    .selectFrom('course_proposal_materials as p')
    .innerJoin('materials as m', (join) =>
      join.onRef('m.organization_id', '=', 'p.organization_id').onRef('m.id', '=', 'p.material_id'),
    )
    .select(['m.id', 'm.title', 'm.page_count', 'm.subject', 'm.tags', 'p.unplaced'])
    .where('p.organization_id', '=', organizationId)
    .where('p.proposal_id', '=', id)
    .orderBy('p.position')
    .execute();
}

export type ListKey = { updatedAt: string; id: string };

/** Drafts with the titles of their materials, last changed first. @param ownerId null for everybody's. */
export async function listDrafts(
  trx: TenantTransaction,
  query: { organizationId: string; ownerId: string | null; after: ListKey | null; limit: number },
) {
  const { organizationId, ownerId, after, limit } = query;
  let select = trx
    .selectFrom('course_proposals as p')
    .select(['p.id', 'p.title', 'p.status', 'p.course_id', 'p.updated_at'])
    // To the microsecond, which a Date does not hold: the cursor must not skip its neighbours.
    .select(sql<string>`p.updated_at::text`.as('changed'))
    .select(
      sql<string[]>`array(
        select m.title
        from course_proposal_materials pm
        join materials m on m.organization_id = pm.organization_id and m.id = pm.material_id
        where pm.organization_id = p.organization_id and pm.proposal_id = p.id
        order by pm.position
      )`.as('materials'),
    )
    .where('p.organization_id', '=', organizationId)
    .where('p.status', '=', 'draft');
  if (ownerId !== null) select = select.where('p.created_by', '=', ownerId);
  if (after !== null)
    select = select.where(
      sql<boolean>`(p.updated_at, p.id) < (${after.updatedAt}::timestamptz, ${after.id}::uuid)`,
    );
  return select.orderBy('p.updated_at', 'desc').orderBy('p.id', 'desc').limit(limit).execute();
}

export type ProposalChange = {
  title?: string | undefined;
  description?: string | undefined;
  level?: Level | undefined;
  objectives?: readonly string[] | undefined;
  options?: ProposalOptions | undefined;
  tree?: ProposalTree | undefined;
};

export async function updateProposal(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  change: ProposalChange,
): Promise<void> {
  const { title, description, level, objectives, options, tree } = change;
  await trx
    .updateTable('course_proposals')
    .set((value) => ({
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
      ...(level === undefined ? {} : { level }),
      ...(objectives === undefined ? {} : { objectives: [...objectives] }),
      ...(options === undefined ? {} : { options: JSON.stringify(options) }),
      ...(tree === undefined ? {} : { tree: JSON.stringify(tree) }),
      revision: value('revision', '+', 1),
    }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function markCreated(
  trx: TenantTransaction,
  { organizationId, id, courseId }: Key & { courseId: string },
): Promise<void> {
  await trx
    .updateTable('course_proposals')
    .set((value) => ({
      status: 'created',
      course_id: courseId,
      revision: value('revision', '+', 1),
    }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function deleteProposal(trx: TenantTransaction, { organizationId, id }: Key) {
  await trx
    .deleteFrom('course_proposals')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Those of the materials that are there, with what the course takes from them. */
export async function listReadyMaterials(
  trx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
) {
  return trx
    .selectFrom('materials')
    .select(['id', 'title', 'status', 'language', 'level'])
    .where('organization_id', '=', organizationId)
    .where('id', 'in', [...ids])
    .where('deleted_at', 'is', null)
    .execute();
}
