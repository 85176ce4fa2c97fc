import type { Item } from '../../../../contracts/items.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { loadItems } from '../../items/index.ts';
import { sampleOf, waitingItems } from '../domain/blueprint.ts';
import { type Author, openProposal } from './view.ts';

/** Items of a proposal that nobody has approved yet. */
export function createWaiting({ database }: Pick<Deps, 'database'>) {
  return (
    author: Author,
    id: string,
    sample: number,
  ): Promise<{ sample: Item[]; cleanIds: string[]; flaggedIds: string[] }> =>
    withTenant(database, author, async (trx) => {
      const { tree, facts } = await openProposal(trx, author, id);
      const waiting = waitingItems(tree, facts);
      const clean = waiting.filter(({ lints }) => lints === 0);
      const chosen = sampleOf(clean, sample).map((item) => item.id);
      const loaded = await loadItems(trx, author.organizationId, chosen);
      return {
        sample: loaded.map(({ item }) => item),
        cleanIds: clean.map((item) => item.id),
        flaggedIds: waiting.filter(({ lints }) => lints > 0).map((item) => item.id),
      };
    });
}
