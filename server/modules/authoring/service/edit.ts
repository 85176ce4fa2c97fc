import type { CourseProposal, ProposalTree } from '../../../../contracts/authoring.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../../http/cursor.ts';
import { treeProblems } from '../domain/check-tree.ts';
import { type SomeOptions, withOptions } from '../domain/options.ts';
import { ownerFilter } from '../policy.ts';
import * as repo from '../repo/proposals.ts';
import { type Author, openProposal, toProposal } from './view.ts';

export type ProposalEdit = Omit<repo.ProposalChange, 'options'> & {
  options?: SomeOptions | undefined;
  tree?: ProposalTree | undefined;
};

const ID = /^[0-9a-f-]{36}$/i;

function listKey(cursor: string | undefined): repo.ListKey | null {
  const key = decodeCursor(cursor, ['updatedAt', 'id']);
  if (key === null) return null;
  if (!ID.test(key.id) || Number.isNaN(Date.parse(key.updatedAt)))
    throw new AppError(
      'invalid_request',
      'The cursor is not one that this list gave; start from the first page.',
    );
  return key;
}

/** Reading and editing proposals. */
export function createProposalEditor({ database }: Pick<Deps, 'database'>) {
  return {
    list(author: Author, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
      const after = listKey(cursor);
      return withTenant(database, author, async (trx) => {
        const rows = await repo.listDrafts(trx, {
          organizationId: author.organizationId,
          ownerId: ownerFilter(author),
          after,
          limit: limit + 1,
        });
        return takePage(
          rows,
          limit,
          (row) => ({
            id: row.id,
            title: row.title,
            status: row.status,
            materials: row.materials,
            courseId: row.course_id,
            updatedAt: row.updated_at.toISOString(),
          }),
          (row) => encodeCursor({ updatedAt: row.changed, id: row.id }),
        );
      });
    },

    get: (author: Author, id: string): Promise<CourseProposal> =>
      withTenant(database, author, async (trx) =>
        toProposal(trx, author, await openProposal(trx, author, id)),
      ),

    /** @throws AppError `edit_conflict`, `invalid_request` with what is wrong in the tree, `conflict`. */
    edit(
      author: Author,
      id: string,
      revision: number | null,
      edit: ProposalEdit,
    ): Promise<CourseProposal> {
      if (revision === null)
        throw new AppError(
          'precondition_required',
          'Send the revision that you edited as If-Match.',
        );
      return withTenant(database, author, async (trx) => {
        const { row, tree, options } = await openProposal(trx, author, id, true);
        if (row.status === 'created')
          throw new AppError('conflict', 'A course was made of this proposal: edit the course.');
        if (row.revision !== revision)
          throw new AppError(
            'edit_conflict',
            'Load the proposal again; your change was not saved.',
          );
        const problems = edit.tree ? treeProblems(tree, edit.tree) : [];
        if (problems.length > 0)
          throw new AppError(
            'invalid_request',
            'The tree of the course cannot stand so.',
            problems,
          );
        const change = { ...edit, options: edit.options && withOptions(options, edit.options) };
        await repo.updateProposal(trx, { organizationId: author.organizationId, id }, change);
        return toProposal(trx, author, await openProposal(trx, author, id));
      });
    },

    async delete(author: Author, id: string): Promise<void> {
      await withTenant(database, author, async (trx) => {
        await openProposal(trx, author, id, true);
        await repo.deleteProposal(trx, { organizationId: author.organizationId, id });
      });
    },
  };
}
