import {
  type CourseProposal,
  ProposalOptions,
  ProposalTree,
} from '../../../../contracts/authoring.ts';
import type { TenantContext, TenantTransaction } from '../../../db/tenant.ts';
import { notFound } from '../../../errors.ts';
import { type Facts, figuresOf, idsOfTree } from '../domain/figures.ts';
import { maySee } from '../policy.ts';
import * as proposals from '../repo/proposals.ts';
import { listItems } from '../repo/sources.ts';

/** A proposal is a person's. */
export type Author = TenantContext & { userId: string };

export type OpenProposal = {
  row: proposals.ProposalRow;
  options: ProposalOptions;
  tree: ProposalTree;
  facts: Facts;
};

/**
 * A proposal with the items of its tree as they are now.
 *
 * @param lock hold the row until the transaction ends.
 * @throws AppError `not_found` where it is not there, or another author's.
 */
export async function openProposal(
  trx: TenantTransaction,
  author: Author,
  id: string,
  lock = false,
): Promise<OpenProposal> {
  const key = { organizationId: author.organizationId, id };
  const row = lock
    ? await proposals.lockOptionalProposal(trx, key)
    : await proposals.selectOptionalProposal(trx, key);
  if (!row || !maySee(author, { createdBy: row.created_by })) throw notFound('course proposal');
  const tree = ProposalTree.parse(row.tree);
  return {
    row,
    tree,
    options: ProposalOptions.parse(row.options),
    facts: await factsOf(trx, author.organizationId, tree),
  };
}

export async function factsOf(
  trx: TenantTransaction,
  organizationId: string,
  tree: ProposalTree,
): Promise<Facts> {
  const items = await listItems(trx, organizationId, idsOfTree(tree));
  return new Map(items.map((item) => [item.id, item]));
}

export async function toProposal(
  trx: TenantTransaction,
  author: Author,
  { row, options, tree, facts }: OpenProposal,
): Promise<CourseProposal> {
  const key = { organizationId: author.organizationId, id: row.id };
  const materials = await proposals.listProposalMaterials(trx, key);
  return {
    id: row.id,
    status: row.status,
    title: row.title,
    description: row.description,
    level: row.level,
    language: row.language,
    objectives: row.objectives,
    options,
    tree,
    ...figuresOf(tree, facts, options),
    materials: materials.map((material) => ({
      id: material.id,
      title: material.title,
      pageCount: material.page_count,
      unplaced: material.unplaced,
    })),
    courseId: row.course_id,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    revision: row.revision,
  };
}
